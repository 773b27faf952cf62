/** 逆算スケジュール: from the planned contract date back to the latest times to apply, to pay and to submit. */
import { isAfter, type Moment, minutesLater } from './clock-times.ts';
import type { Day } from './dates.ts';
import { type Handling, type Reception, travelWorkingDays } from './reception.ts';
import { addWorkingDays, type WorkingCalendar, workingDayOnOrBefore } from './working-days.ts';

/** How a product stands to the day of the construction contract: register data, for no source says it for all. Source: R-B1. */
export interface ScheduleRule {
  /** Whether the authority wants it before the contract is signed; otherwise it goes with the claim after it. */
  readonly beforeContract: boolean;
  /** How many working days before the contract date it is to be submitted; 0 is that very day. */
  readonly submitWorkingDaysBefore: number;
}

export interface Schedule {
  readonly contractOn: Day;
  readonly applyBy: Moment;
  /** Null where the fee is billed with the month (R-F6). */
  readonly payBy: Moment | null;
  readonly issueBy: Day;
  readonly submitBy: Day;
}

/**
 * The latest times that still reach the contract date on working days. Null where the product is not wanted before
 * the contract, or the registers do not reach so far.
 *
 * Source: R-B1, R-F4, R-F5, R-N4.
 */
export function scheduleBack(
  contractOn: Day,
  handling: Handling,
  rule: ScheduleRule,
  reception: Reception,
  calendar: WorkingCalendar,
): Schedule | null {
  const back = (from: Day | null, count: number) => (from === null ? null : addWorkingDays(calendar, from, -count));
  const submitBy = submitByFor(contractOn, rule, calendar);
  const issueBy = back(submitBy, travelWorkingDays(handling, reception));
  const applyBy = issueBy === null ? null : latestApplication(issueBy, handling, reception, calendar);
  if (submitBy === null || issueBy === null || applyBy === null) return null;
  const payBy = handling.feePayment === 'per-case' ? { on: issueBy, at: reception.feesUntil } : null;
  return { contractOn, applyBy, payBy, issueBy, submitBy };
}

/** By which working day it is submitted; null where it is not wanted before the contract, or the registers do not reach so far. */
export function submitByFor(contractOn: Day, rule: ScheduleRule, calendar: WorkingCalendar): Day | null {
  if (!rule.beforeContract) return null;
  const signedOn = workingDayOnOrBefore(calendar, contractOn);
  return signedOn === null ? null : addWorkingDays(calendar, signedOn, -rule.submitWorkingDaysBefore);
}

export const scheduleSteps = ['apply', 'pay', 'submit'] as const;
export type ScheduleStep = (typeof scheduleSteps)[number];

/** The first step, from this one on, whose time is over; null where all can still be reached. */
export function tooLateFor(schedule: Schedule, next: ScheduleStep, now: Moment): ScheduleStep | null {
  const { applyBy, payBy, submitBy } = schedule;
  const over: Record<ScheduleStep, boolean> = {
    apply: isAfter(now, applyBy),
    pay: payBy !== null && isAfter(now, payBy),
    submit: now.on > submitBy,
  };
  return scheduleSteps.slice(scheduleSteps.indexOf(next)).find((step) => over[step]) ?? null;
}

/** The last minute at which an application is still issued on that working day. */
function latestApplication(issueOn: Day, handling: Handling, reception: Reception, calendar: WorkingCalendar) {
  const { applicationsUntil, closesAt, feesUntil, opensAt, reviewMinutes } = reception;
  const approvedBy = handling.feePayment === 'per-case' && feesUntil < closesAt ? feesUntil : closesAt;
  const reviewable = minutesLater(approvedBy, -reviewMinutes);
  if (reviewable !== null && reviewable >= opensAt) {
    const at = [reviewable, applicationsUntil].sort()[0] ?? applicationsUntil;
    return { on: issueOn, at };
  }
  const before = addWorkingDays(calendar, issueOn, -1);
  return before === null ? null : { on: before, at: applicationsUntil };
}
