/** Working days, counted on the calendar around New Year 2027 and the holidays of 2026. */
import { expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import {
  addWorkingDays,
  closedAs,
  isWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysUntil,
} from '../../domain/working-days.ts';
import { calendar } from './opening-hours.ts';

test.each([
  ['2026-11-24', true], // Tuesday
  ['2026-11-22', false], // Sunday
  ['2026-11-23', false], // 勤労感謝の日
  ['2026-12-28', true],
  ['2026-12-29', false],
  ['2027-01-03', false],
  ['2027-01-04', true],
  ['2025-12-31', null],
  ['2028-01-01', null],
])('%s is a working day: %s (R-N3)', (on, works) => {
  expect(isWorkingDay(calendar, day(on))).toBe(works);
});

test('a closed day is told by its name', () => {
  expect([closedAs(calendar, day('2026-11-23')), closedAs(calendar, day('2026-12-31'))]).toEqual([
    '勤労感謝の日',
    '年末年始',
  ]);
  expect(closedAs(calendar, day('2026-11-22'))).toBeNull();
});

test.each([
  ['2026-11-20', 1, '2026-11-24'], // over the weekend and a holiday
  ['2026-11-22', 1, '2026-11-24'],
  ['2026-12-28', 1, '2027-01-04'],
  ['2027-01-04', -1, '2026-12-28'],
  ['2026-11-24', 0, '2026-11-24'],
  ['2026-11-22', 0, '2026-11-22'],
  ['2026-05-01', 2, '2026-05-08'],
  ['2027-12-31', 1, null],
  ['2026-01-01', -1, null],
])('%s and %d working days is %s', (from, count, to) => {
  expect(addWorkingDays(calendar, day(from), count)).toBe(to);
});

test.each([
  ['2026-11-22', '2026-11-24', '2026-11-20'],
  ['2026-11-24', '2026-11-24', '2026-11-24'],
  ['2026-12-31', '2027-01-04', '2026-12-28'],
])('from %s the next working day is %s, the last one %s', (on, after, before) => {
  expect([workingDayOnOrAfter(calendar, day(on)), workingDayOnOrBefore(calendar, day(on))]).toEqual([after, before]);
});

test.each([
  ['2026-11-20', '2026-11-24', 1],
  ['2026-11-24', '2026-11-24', 0],
  ['2026-12-25', '2027-01-05', 3],
  ['2026-11-24', '2026-11-20', 0],
  ['2027-12-30', '2028-01-02', null],
])('from %s to %s there are %s working days left', (from, to, count) => {
  expect(workingDaysUntil(calendar, day(from), day(to))).toBe(count);
});
