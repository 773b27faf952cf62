/** Days by which something has to be done, or ends, in the life of a revision. Source: design, section 4. */
import type { Day } from './dates.ts';
import { isEnd, type Stage } from './stages.ts';

export const deadlineKinds = ['submission-due', 'fee-due', 'guarantee-ending'] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

export const deadlineNames: Record<DeadlineKind, string> = {
  'submission-due': '提出期限',
  'fee-due': '入金期限',
  'guarantee-ending': '保証期間の終わり',
};

/** What the tables know that decides a revision's deadlines. */
export interface DeadlineFacts {
  readonly stage: Stage;
  /** By when the authority has to have it; null where it wants it after the contract, or no register says (R-B1). */
  readonly submitBy: Day | null;
  /** By when the fee is to be paid; null where none is due, or no rule says. */
  readonly feeDueOn: Day | null;
  /** The last day of the guarantee's period. */
  readonly endsOn: Day;
}

/**
 * The deadlines that stand open at this stage. A submission is due from the first moment on: all that comes before it has
 * to be done by then as well.
 *
 * Source: R-B1, R-F5, R-T1, R-T2.
 */
export function openDeadlines({
  stage,
  submitBy,
  feeDueOn,
  endsOn,
}: DeadlineFacts): Partial<Record<DeadlineKind, Day>> {
  return {
    ...(submitBy !== null && !isEnd(stage) ? { 'submission-due': submitBy } : {}),
    ...(feeDueOn !== null && stage === 'awaiting-fee' ? { 'fee-due': feeDueOn } : {}),
    ...(inForce.includes(stage) ? { 'guarantee-ending': endsOn } : {}),
  };
}

const inForce: readonly Stage[] = ['posted', 'submitted', 'dispatched'];

/** Whether a move between these stages can change any of them. */
export function changesDeadlines(from: Stage, to: Stage): boolean {
  return from === 'awaiting-fee' || to === 'awaiting-fee' || to === 'posted' || isEnd(to);
}
