/** When an application sent now is issued at the earliest. */
import { describe, expect, test } from '@jest/globals';
import { timeOfDay } from '../../domain/clock-times.ts';
import { expectedIssue, feeCutOff } from '../../domain/expected-issue.ts';
import { buildHandling, buildReception, calendar, moment } from './opening-hours.ts';

describe('by cut-offs of 15:00 for applications and fees, and two hours of review (R-N4)', () => {
  test.each([
    // sent, paid by the month: issued; paid by itself: pay by
    ['2026-11-24 08:00', '2026-11-24', '2026-11-24 15:00'],
    ['2026-11-24 13:00', '2026-11-24', '2026-11-24 15:00'],
    ['2026-11-24 13:01', '2026-11-24', '2026-11-25 15:00'],
    ['2026-11-24 15:00', '2026-11-24', '2026-11-25 15:00'],
    ['2026-11-24 15:01', '2026-11-25', '2026-11-25 15:00'],
    ['2026-11-21 10:00', '2026-11-24', '2026-11-24 15:00'],
    ['2026-12-28 16:00', '2027-01-04', '2027-01-04 15:00'],
  ])('sent %s: billed with the month issued %s, else to be paid by %s', (now, issuedOn, payBy) => {
    const soon = expectedIssue(buildHandling(), buildReception(), calendar, moment(now));
    expect(soon).toMatchObject({ issuedOn, payBy: null, arrivesOn: null });
    const paid = expectedIssue(buildHandling({ feePayment: 'per-case' }), buildReception(), calendar, moment(now));
    expect(paid).toMatchObject({ payBy: moment(payBy), issuedOn: payBy.slice(0, 10) });
  });
});

test('a review that does not end before the branch closes ends when it next opens', () => {
  const reception = buildReception({ reviewMinutes: 300 });
  const expected = expectedIssue(buildHandling(), reception, calendar, moment('2026-11-24 13:00'));
  expect(expected).toMatchObject({ approved: moment('2026-11-25 09:00'), issuedOn: '2026-11-25' });
});

test.each([
  ['post', '2026-11-26'],
  ['branch', null],
] as const)('a paper certificate received by %s is there on %s (R-N9)', (paperReceipt, arrivesOn) => {
  const handling = buildHandling({ form: 'paper', paperReceipt });
  expect(expectedIssue(handling, buildReception(), calendar, moment('2026-11-24 10:00'))).toMatchObject({
    issuedOn: '2026-11-24',
    arrivesOn,
  });
});

test('where the register of closed days ends, nothing is promised', () => {
  for (const now of ['2027-12-31 16:00', '2029-01-01 10:00']) {
    expect(expectedIssue(buildHandling(), buildReception(), calendar, moment(now))).toBeNull();
  }
});

test('a fee counts for this day until the cut-off, then for the next working day', () => {
  const reception = buildReception({ feesUntil: timeOfDay('14:30') });
  expect(feeCutOff(reception, calendar, moment('2026-11-20 14:30'))).toEqual(moment('2026-11-20 14:30'));
  expect(feeCutOff(reception, calendar, moment('2026-11-20 14:31'))).toEqual(moment('2026-11-24 14:30'));
});
