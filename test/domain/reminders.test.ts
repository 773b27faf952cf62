import { expect, test } from '@jest/globals';
import { type Day, day } from '../../domain/dates.ts';
import { reminderDue } from '../../domain/reminders.ts';

const awaited = { beforeContract: true, contractOn: day('2026-04-10'), postedOn: day('2026-04-01') };

test.each([
  ['long before, nothing', '2026-04-04', null],
  ['five days before, the first', '2026-04-05', 5],
  ['after a day without service, still the first', '2026-04-06', 5],
  ['on the eve, the second alone', '2026-04-09', 1],
  ['on the contract date, the second where it did not go out', '2026-04-10', 1],
  ['after the contract date, none', '2026-04-11', null],
])('%s', (_said, today, days) => {
  expect(reminderDue(awaited, [5, 1], today as Day)).toBe(days);
});

test('what goes along with the claim after the contract has no day to be reminded of', () => {
  expect(reminderDue({ ...awaited, beforeContract: false }, [5, 1], day('2026-04-09'))).toBeNull();
});

test('what was posted today is not reminded of today: the completion notice has just said it', () => {
  const posted = { ...awaited, postedOn: day('2026-04-09') };
  expect(reminderDue(posted, [5, 1], day('2026-04-09'))).toBeNull();
  expect(reminderDue(posted, [5, 1, 0], day('2026-04-10'))).toBe(0);
});

test('a product without days in the register is not reminded of', () => {
  expect(reminderDue(awaited, [], day('2026-04-09'))).toBeNull();
});
