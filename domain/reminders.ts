/** Reminders of a submission: they count back from the day of the construction contract. */
import { addDays, type Day } from './dates.ts';

/** A certificate that waits to be given to the authority. */
export interface AwaitedSubmission {
  /** Whether the authority wants it before the contract is signed; otherwise no day is known by which it is due. */
  readonly beforeContract: boolean;
  readonly contractOn: Day;
  /** When it was posted: that day the completion notice says the same. */
  readonly postedOn: Day;
}

/**
 * How many days before the contract date the reminder stands that is to go out today; null where there is none. Of several
 * whose day has come it is the last one alone, so that nobody gets three at once after a standstill. None is for the day of
 * the posting or earlier, and none goes out once the contract date is over.
 *
 * Source: R-B1; the days themselves are register data (ProductSetting.reminderDays).
 */
export function reminderDue(
  { beforeContract, contractOn, postedOn }: AwaitedSubmission,
  reminderDays: readonly number[],
  today: Day,
): number | null {
  if (!beforeContract || today > contractOn) return null;
  const come = reminderDays.filter((days) => {
    const on = addDays(contractOn, -days);
    return on <= today && on > postedOn;
  });
  return come.length === 0 ? null : Math.min(...come);
}
