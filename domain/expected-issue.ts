/** When a guarantee applied for now is issued at the earliest: by the branch's hours and cut-offs (最短で当日中). */
import { isAfter, type Moment, minutesLater } from './clock-times.ts';
import type { Day } from './dates.ts';
import { type Handling, type Reception, travelWorkingDays } from './reception.ts';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from './working-days.ts';

export interface ExpectedIssue {
  /** When the branch looks at it: now, or when it next opens. */
  readonly received: Moment;
  readonly approved: Moment;
  /** By when the fee is to be paid for that day of issue; null where it is billed with the month (R-F6). */
  readonly payBy: Moment | null;
  readonly issuedOn: Day;
  /** When a paper certificate comes by post; null otherwise. */
  readonly arrivesOn: Day | null;
}

/** The earliest course of an application sent now. Null where the registers do not reach so far. Source: R-F4, R-F5, R-N4. */
export function expectedIssue(
  handling: Handling,
  reception: Reception,
  calendar: WorkingCalendar,
  now: Moment,
): ExpectedIssue | null {
  const received = takenIn(reception, calendar, now);
  const approved = received === null ? null : approvalOf(reception, calendar, received);
  if (received === null || approved === null) return null;
  const paid = handling.feePayment === 'monthly-batch' ? null : feeCutOff(reception, calendar, approved);
  if (handling.feePayment === 'per-case' && paid === null) return null;
  const issuedOn = paid?.on ?? approved.on;
  const travel = travelWorkingDays(handling, reception);
  const arrivesOn = travel === 0 ? null : addWorkingDays(calendar, issuedOn, travel);
  return travel > 0 && arrivesOn === null ? null : { received, approved, payBy: paid, issuedOn, arrivesOn };
}

/** The fee cut-off that a payment from this moment on makes: this day's, else the next working day's. Null beyond the registers. */
export function feeCutOff({ feesUntil }: Reception, calendar: WorkingCalendar, now: Moment): Moment | null {
  return cutOff(feesUntil, calendar, now);
}

function takenIn(reception: Reception, calendar: WorkingCalendar, now: Moment): Moment | null {
  const next = cutOff(reception.applicationsUntil, calendar, now);
  if (next === null) return null;
  const opening = { on: next.on, at: reception.opensAt };
  return isAfter(now, opening) ? now : opening;
}

function approvalOf(reception: Reception, calendar: WorkingCalendar, received: Moment): Moment | null {
  const { reviewMinutes, closesAt, opensAt } = reception;
  const at = minutesLater(received.at, reviewMinutes);
  if (at !== null && at <= closesAt) return { on: received.on, at };
  const next = addWorkingDays(calendar, received.on, 1);
  return next === null ? null : { on: next, at: opensAt };
}

/** The first working day whose time of day is not over yet. */
function cutOff(at: Moment['at'], calendar: WorkingCalendar, now: Moment): Moment | null {
  const inTime = isWorkingDay(calendar, now.on) === true && now.at <= at;
  const on = inTime ? now.on : addWorkingDays(calendar, now.on, 1);
  return on === null ? null : { on, at };
}
