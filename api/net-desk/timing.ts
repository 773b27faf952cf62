/** The time of a guarantee: when it is issued at the earliest, and what the contract date leaves for each step. */
import { momentInJapan } from '../../domain/clock-times.ts';
import type { Day } from '../../domain/dates.ts';
import { expectedIssue } from '../../domain/expected-issue.ts';
import type { Handling } from '../../domain/reception.ts';
import { type Schedule, type ScheduleStep, scheduleBack, tooLateFor } from '../../domain/schedule.ts';
import type { Database } from '../../prisma/database.ts';
import { openingsOn, type ScheduledProduct, scheduleRuleOn } from '../../prisma/working-registers.ts';

export interface TimingQuestion {
  readonly branchId: string;
  readonly handling: Handling;
  /** What the contractor or the surety does next. */
  readonly next: ScheduleStep;
  /** When it was applied for; null while that is still to be done. */
  readonly appliedAt: Date | null;
  /** The authority and product with the planned contract date; null where it is signed or not known yet. */
  readonly planned: (ScheduledProduct & { readonly contractOn: Day }) | null;
}

/** What `timing.hbs` shows; null where the branch's registers say nothing. Source: R-B1, R-N4. */
export async function timingOf(
  db: Database,
  { branchId, handling, next, appliedAt, planned }: TimingQuestion,
  at: Date,
) {
  const now = momentInJapan(at);
  const openings = await openingsOn(db, branchId, now.on);
  if (openings === null) return null;
  const { reception, calendar } = openings;
  const applied = appliedAt === null ? now : momentInJapan(appliedAt);
  const expected =
    next === 'apply' || appliedAt !== null ? expectedIssue(handling, reception, calendar, applied) : null;
  const rule = planned === null ? null : await scheduleRuleOn(db, planned, now.on);
  const schedule =
    planned === null || rule === null ? null : scheduleBack(planned.contractOn, handling, rule, reception, calendar);
  return {
    expected: expected === null ? null : { ...expected, isToday: expected.issuedOn === now.on },
    isReceivedLater: expected !== null && expected.received.on !== applied.on,
    applicationsUntil: reception.applicationsUntil,
    /** Wanted with the claim after the contract, so that the contract date sets no end. */
    isAfterContract: rule !== null && !rule.beforeContract,
    /** Planned, wanted before the contract, and beyond the days that the registers cover. */
    isUnknown: rule?.beforeContract === true && schedule === null,
    schedule: schedule === null ? null : shown(schedule, next, tooLateFor(schedule, next, now)),
  };
}

const names: Record<ScheduleStep, string> = { apply: '申込', pay: '保証料のお支払い', submit: '発注者への提出' };

function shown(schedule: Schedule, next: ScheduleStep, late: ScheduleStep | null) {
  const { applyBy, payBy, submitBy, contractOn } = schedule;
  const steps = [
    ...(next === 'apply' ? [{ step: 'apply' as const, ...applyBy }] : []),
    ...(next === 'submit' || payBy === null ? [] : [{ step: 'pay' as const, ...payBy }]),
    { step: 'submit' as const, on: submitBy, at: null },
  ];
  return {
    contractOn,
    late: late === null ? null : names[late],
    steps: steps.map(({ step, on, at }) => ({ name: names[step], on, at, isLate: step === late })),
  };
}
