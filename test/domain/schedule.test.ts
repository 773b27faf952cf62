/** From the planned contract date back to the latest times to apply, to pay and to submit. */
import { describe, expect, test } from '@jest/globals';
import { minutesLater, timeOfDay } from '../../domain/clock-times.ts';
import { day } from '../../domain/dates.ts';
import { expectedIssue } from '../../domain/expected-issue.ts';
import type { Handling, Reception } from '../../domain/reception.ts';
import { scheduleBack, tooLateFor } from '../../domain/schedule.ts';
import { buildHandling, buildReception, calendar, moment } from './opening-hours.ts';

const before = { beforeContract: true, submitWorkingDaysBefore: 0 };

function backFrom(
  contractOn: string,
  own: { handling?: Partial<Handling>; reception?: Partial<Reception>; rule?: Partial<typeof before> } = {},
) {
  const rule = { ...before, ...own.rule };
  return scheduleBack(day(contractOn), buildHandling(own.handling), rule, buildReception(own.reception), calendar);
}

test.each<[string, Parameters<typeof backFrom>[1], string, string | null, string]>([
  ['2026-12-01', {}, '2026-12-01 15:00', null, '2026-12-01'],
  ['2026-12-01', { handling: { feePayment: 'per-case' } }, '2026-12-01 13:00', '2026-12-01 15:00', '2026-12-01'],
  ['2026-11-23', {}, '2026-11-20 15:00', null, '2026-11-20'], // a holiday after a weekend
  ['2027-01-01', {}, '2026-12-28 15:00', null, '2026-12-28'],
  ['2026-12-01', { rule: { submitWorkingDaysBefore: 2 } }, '2026-11-27 15:00', null, '2026-11-27'],
  ['2026-12-01', { handling: { form: 'paper', paperReceipt: 'post' } }, '2026-11-27 15:00', null, '2026-12-01'],
  ['2026-12-01', { handling: { form: 'paper', paperReceipt: 'branch' } }, '2026-12-01 15:00', null, '2026-12-01'],
  ['2026-12-01', { reception: { reviewMinutes: 600 } }, '2026-11-30 15:00', null, '2026-12-01'],
])('for %s with %j: apply by %s, pay by %s, submit by %s', (contractOn, own, applyBy, payBy, submitBy) => {
  expect(backFrom(contractOn, own)).toMatchObject({
    applyBy: moment(applyBy),
    payBy: payBy === null ? null : moment(payBy),
    submitBy,
  });
});

test('what goes with the claim after the contract has no such schedule (R-B1)', () => {
  expect(backFrom('2026-12-01', { rule: { beforeContract: false } })).toBeNull();
});

test('where the register of closed days does not reach, nothing is told', () => {
  expect(backFrom('2028-01-05')).toBeNull();
});

describe('the last minute to apply is the last one that is still issued in time', () => {
  test.each<[string, Partial<Handling>, Partial<Reception>]>([
    ['billed with the month', {}, {}],
    ['paid by itself', { feePayment: 'per-case' }, {}],
    ['fees taken in until closing', { feePayment: 'per-case' }, { feesUntil: timeOfDay('17:00') }],
    ['a long review', { feePayment: 'per-case' }, { reviewMinutes: 400 }],
  ])('%s', (_name, own, hours) => {
    const [handling, reception] = [buildHandling(own), buildReception(hours)];
    const schedule = scheduleBack(day('2026-12-01'), handling, before, reception, calendar);
    if (schedule === null) throw new Error('a schedule was expected');
    const { on, at } = schedule.applyBy;
    const issued = (time: typeof at) => expectedIssue(handling, reception, calendar, { on, at: time })?.issuedOn;
    expect(issued(at)).toBe('2026-12-01');
    expect(issued(minutesLater(at, 1) as typeof at)).not.toBe('2026-12-01');
  });
});

test.each([
  ['2026-12-01 13:00', 'apply', null],
  ['2026-12-01 13:01', 'apply', 'apply'],
  ['2026-12-01 13:01', 'pay', null],
  ['2026-12-01 15:01', 'pay', 'pay'],
  ['2026-12-01 23:00', 'submit', null],
  ['2026-12-02 00:00', 'submit', 'submit'],
] as const)('at %s, with %s still to be done, it is too late for %s', (now, next, late) => {
  const schedule = backFrom('2026-12-01', { handling: { feePayment: 'per-case' } });
  if (schedule === null) throw new Error('a schedule was expected');
  expect(tooLateFor(schedule, next, moment(now))).toBe(late);
});
