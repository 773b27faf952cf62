/** The holidays of the years whose calendars are known. */
import { expect, test } from '@jest/globals';
import { nationalHolidays } from '../../domain/national-holidays.ts';

const known: Record<number, string> = {
  2024: '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23',
  2025: '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24',
  2026: '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23',
  2027: '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23',
  2028: '01-01 01-10 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-17 08-11 09-18 09-22 10-09 11-03 11-23',
};

test.each(Object.entries(known))('the holidays of %s', (year, days) => {
  expect(nationalHolidays(Number(year)).map(({ fromOn }) => fromOn.slice(5))).toEqual(days.split(' '));
});

test.each([
  ['2026-05-06', '振替休日'], // 3 May is a Sunday, and the two days after it are holidays themselves
  ['2027-03-22', '振替休日'],
  ['2026-09-22', '国民の休日'], // between 敬老の日 and 秋分の日
])('%s is a %s', (on, name) => {
  expect(nationalHolidays(Number(on.slice(0, 4))).find(({ fromOn }) => fromOn === on)?.name).toBe(name);
});

test('a year before the law had this form is no year to ask for', () => {
  expect(() => nationalHolidays(2021)).toThrow(RangeError);
});
