/** Days and instants as people read them: Japanese eras on documents, the western year on screens and in lists. */
import type { Day } from './dates.ts';

/** Latest first: the first era that began on or before a day is the day's own. */
export const eras = [
  { name: '令和', letter: 'R', firstYear: 2019, fromOn: '2019-05-01' },
  { name: '平成', letter: 'H', firstYear: 1989, fromOn: '1989-01-08' },
  { name: '昭和', letter: 'S', firstYear: 1926, fromOn: '1926-12-25' },
  { name: '大正', letter: 'T', firstYear: 1912, fromOn: '1912-07-30' },
  { name: '明治', letter: 'M', firstYear: 1868, fromOn: '1868-10-23' },
] as const;

/** 令和7年12月20日; the first year of an era is 元年. Before the eras known here, the western year. */
export function eraDate(day: Day): string {
  const { year, month, dayOfMonth } = parts(day);
  return `${eraYear(day, year, (n) => (n === 1 ? '元' : String(n)))}年${month}月${dayOfMonth}日`;
}

/** 令和07年12月20日, as certificates print it; the first year is 01. Source: R-K13. */
export function eraDatePadded(day: Day): string {
  const [, month = '', dayOfMonth = ''] = day.split('-');
  return `${eraYear(day, parts(day).year, (n) => String(n).padStart(2, '0'))}年${month}月${dayOfMonth}日`;
}

/** 令和7年度 for the fiscal year that begins in April 2025; 令和元年度 for 2019 (the state's usage). Source: R-T8. */
export function fiscalYearLabel(fiscalYear: number): string {
  const era = eras.find(({ firstYear }) => firstYear <= fiscalYear);
  if (era === undefined) return `${fiscalYear}年度`;
  const n = fiscalYear - era.firstYear + 1;
  return `${era.name}${n === 1 ? '元' : n}年度`;
}

/** 2026年4月1日（水）, as screens show a day. */
export function screenDate(day: Day): string {
  const { year, month, dayOfMonth } = parts(day);
  const weekday = '日月火水木金土'.charAt(new Date(`${day}T00:00:00Z`).getUTCDay());
  return `${year}年${month}月${dayOfMonth}日（${weekday}）`;
}

/** 2025/12/20 12:00 in Japan, as lists and the history show an instant. Source: R-K13. */
export function listInstant(instant: Date): string {
  const inJapan = new Date(instant.getTime() + 9 * 3_600_000).toISOString();
  return `${inJapan.slice(0, 10).replaceAll('-', '/')} ${inJapan.slice(11, 16)}`;
}

function eraYear(day: Day, year: number, write: (n: number) => string): string {
  const era = eras.find(({ fromOn }) => fromOn <= day);
  return era === undefined ? String(year) : `${era.name}${write(year - era.firstYear + 1)}`;
}

function parts(day: Day): { year: number; month: number; dayOfMonth: number } {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return { year, month, dayOfMonth };
}
