/** What a standstill puts at risk: the day that the certificate tells, and the day by which the authority wants it. */
import type { Day } from './dates.ts';

export interface AtRisk {
  /** The day that the certificate tells, which is its arrival's day only if it arrives that day; null: no arrival follows. */
  readonly promisedOn: Day | null;
  /** The last day on which it is still there before the construction contract; null: no such day is known. */
  readonly dueOn: Day | null;
}

/**
 * Whether today's date would be missed: arrival is the issue date, so that what is told to be issued today and arrives
 * after midnight has another legal date than it tells; and what is due today is late tomorrow.
 *
 * Source: R-I10, R-I1, R-B1.
 */
export function wouldMissToday({ promisedOn, dueOn }: AtRisk, today: Day): boolean {
  return promisedOn === today || dueOn === today;
}

/** Whether the day has gone by already: a retry does not bring it back, but every further day makes it worse. */
export function isOverdue({ dueOn }: AtRisk, today: Day): boolean {
  return dueOn !== null && dueOn < today;
}

/** The order in which stuck cases are freed: what would miss today first, then the earlier deadline, then the more money. */
export function byUrgency(today: Day) {
  return (a: AtRisk & { amountYen: number }, b: AtRisk & { amountYen: number }): number =>
    Number(wouldMissToday(b, today)) - Number(wouldMissToday(a, today)) ||
    compare(a.dueOn ?? never, b.dueOn ?? never) ||
    b.amountYen - a.amountYen;
}

const never = '9999-12-31';

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
