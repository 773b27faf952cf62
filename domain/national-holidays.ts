/** Japan's national holidays of a year by the law, to fill the register with. What counts on a day is the register. */
import { addDays, type Day, day } from './dates.ts';
import type { ClosedPeriod } from './working-days.ts';

/**
 * The holidays of a year from 2022 to 2099, in order: the named ones, the day after one that falls on a Sunday
 * (振替休日), and a day between two (国民の休日). Both equinoxes are by the usual approximation; the government
 * announces them in the February before.
 *
 * Source: 国民の祝日に関する法律 第2条, 第3条.
 */
export function nationalHolidays(year: number): readonly ClosedPeriod[] {
  if (year < 2022 || year > 2099) throw new RangeError('no year that this form of the law is known for');
  const named = new Map<Day, string>([
    [dateOf(year, 1, 1), '元日'],
    [monday(year, 1, 2), '成人の日'],
    [dateOf(year, 2, 11), '建国記念の日'],
    [dateOf(year, 2, 23), '天皇誕生日'],
    [dateOf(year, 3, equinox(year, 20.8431)), '春分の日'],
    [dateOf(year, 4, 29), '昭和の日'],
    [dateOf(year, 5, 3), '憲法記念日'],
    [dateOf(year, 5, 4), 'みどりの日'],
    [dateOf(year, 5, 5), 'こどもの日'],
    [monday(year, 7, 3), '海の日'],
    [dateOf(year, 8, 11), '山の日'],
    [monday(year, 9, 3), '敬老の日'],
    [dateOf(year, 9, equinox(year, 23.2488)), '秋分の日'],
    [monday(year, 10, 2), 'スポーツの日'],
    [dateOf(year, 11, 3), '文化の日'],
    [dateOf(year, 11, 23), '勤労感謝の日'],
  ]);
  const all = new Map(named);
  for (const on of named.keys()) {
    if (isSunday(on)) all.set(firstFree(named, on), '振替休日');
    const between = addDays(on, 1);
    if (named.has(addDays(on, 2)) && !named.has(between) && !isSunday(between)) all.set(between, '国民の休日');
  }
  return [...all].sort().map(([on, name]) => ({ name, fromOn: on, toOn: on }));
}

function firstFree(named: ReadonlyMap<Day, string>, sunday: Day): Day {
  let on = addDays(sunday, 1);
  while (named.has(on)) on = addDays(on, 1);
  return on;
}

function equinox(year: number, of1980: number): number {
  const years = year - 1980;
  return Math.floor(of1980 + 0.242194 * years - Math.floor(years / 4));
}

/** The nth Monday of a month. */
function monday(year: number, month: number, nth: number): Day {
  const weekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return dateOf(year, month, 1 + ((8 - weekday) % 7) + (nth - 1) * 7);
}

function isSunday(on: Day): boolean {
  return new Date(`${on}T00:00:00Z`).getUTCDay() === 0;
}

function dateOf(year: number, month: number, dayOfMonth: number): Day {
  return day(`${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`);
}
