/** Calendar days in Japan and instants in UTC. */
import { eras } from './eras.ts';

/** A calendar day in Japan: `2026-04-01`. Names of such values end in `On`. */
export type Day = string & { readonly __unit: 'day' };

/** The day, where the text is exactly `YYYY-MM-DD` and stands in the calendar; else null. */
export function parseDay(text: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match === null ? null : dayOf(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** The day that this text is known to be. Throws a RangeError otherwise: a programmer's error, not a person's. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new RangeError('not a day written YYYY-MM-DD');
  return parsed;
}

/**
 * The day that a person typed: 2026-04-01, 2026/4/1, 2026.4.1, 20260401, 2026年4月1日, R8.4.1, 令和8年4月1日,
 * 令和元年5月1日, with full-width digits and spaces. Null where it is not a day, or not a day of the era named.
 */
export function readDay(text: string): Day | null {
  const typed = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[‐‑–—−ー]/g, '-')
    .toUpperCase();
  const western =
    /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/;
  const [year, month, dayOfMonth] = (western.exec(typed) ?? []).slice(1).filter((part) => part !== undefined);
  if (year !== undefined) return dayOf(Number(year), Number(month), Number(dayOfMonth));
  return readEraDay(typed);
}

function readEraDay(typed: string): Day | null {
  const match =
    /^([A-Z]|\p{Script=Han}{2})(\d{1,2}|元)(?:年(\d{1,2})月(\d{1,2})日|[-/.](\d{1,2})[-/.](\d{1,2}))$/u.exec(typed);
  const era = eras.find(({ name, letter }) => name === match?.[1] || letter === match?.[1]);
  if (match === null || era === undefined) return null;
  const year = era.firstYear + (match[2] === '元' ? 1 : Number(match[2])) - 1;
  const read = dayOf(year, Number(match[3] ?? match[5]), Number(match[4] ?? match[6]));
  const next = eras[eras.indexOf(era) - 1];
  return read !== null && read >= era.fromOn && (next === undefined || read < next.fromOn) ? read : null;
}

/** The calendar day in Japan (UTC+9, no summer time) at this instant. */
export function dayInJapan(instant: Date): Day {
  return dayAt(instant.getTime() + 9 * 3_600_000);
}

/** The day that many days later (earlier, where negative). */
export function addDays(from: Day, days: number): Day {
  return dayAt(startOf(from) + days * millisecondsADay);
}

/** The same day of the month that many months later; the month's last day where it is shorter. */
export function addMonths(from: Day, months: number): Day {
  const [year = 0, month = 0, dayOfMonth = 0] = from.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayAt(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last)));
}

/** How many days later `to` is: 0 for the same day, negative where it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (startOf(to) - startOf(from)) / millisecondsADay;
}

/** The days from one to the other, both counted: 1 for the same day. */
export function daysInclusive(from: Day, to: Day): number {
  return daysBetween(from, to) + 1;
}

/** Negative, zero or positive, as sort wants it. */
export function compareDays(a: Day, b: Day): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The fiscal year, named by the year of its April: 2025 for 2026-03-31. Source: R-T8. */
export function fiscalYearOf(on: Day): number {
  const year = Number(on.slice(0, 4));
  return on.slice(5) < '04-01' ? year - 1 : year;
}

/** The last day of the fiscal year: 2026-03-31 for 2025. Source: R-T8. */
export function fiscalYearEndOn(fiscalYear: number): Day {
  return day(`${String(fiscalYear + 1).padStart(4, '0')}-03-31`);
}

const millisecondsADay = 86_400_000;

function startOf(on: Day): number {
  return Date.parse(`${on}T00:00:00Z`);
}

function dayAt(milliseconds: number): Day {
  return day(new Date(milliseconds).toISOString().slice(0, 10));
}

function dayOf(year: number, month: number, dayOfMonth: number): Day | null {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, dayOfMonth);
  const stands = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === dayOfMonth;
  return stands && year >= 1 ? (at.toISOString().slice(0, 10) as Day) : null;
}
