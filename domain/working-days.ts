/** Working days: the days on which a branch is open, by the registers. Outside the days that they cover nothing is known. */
import { addDays, type Day } from './dates.ts';

/** Days on which nobody works though the day of the week says so: a national holiday, the days around New Year. */
export interface ClosedPeriod {
  readonly name: string;
  readonly fromOn: Day;
  readonly toOn: Day;
}

export interface WorkingCalendar {
  /** The days of the week that are worked: 1 for Monday to 7 for Sunday. */
  readonly weekdays: readonly number[];
  readonly closed: readonly ClosedPeriod[];
  /** The days that the registers of closed days cover, both counted. */
  readonly validFromOn: Day;
  readonly validToOn: Day;
}

/** Whether it is a working day; null where the registers do not cover the day. Source: R-N3. */
export function isWorkingDay(calendar: WorkingCalendar, on: Day): boolean | null {
  if (on < calendar.validFromOn || on > calendar.validToOn) return null;
  return calendar.weekdays.includes(weekdayOf(on)) && closedAs(calendar, on) === null;
}

/** Why nobody works on the day, by the register's name; null where it is no such day. */
export function closedAs({ closed }: WorkingCalendar, on: Day): string | null {
  return closed.find(({ fromOn, toOn }) => fromOn <= on && on <= toOn)?.name ?? null;
}

/** The day itself where it is a working day, else the next one; null where the registers end before that. */
export function workingDayOnOrAfter(calendar: WorkingCalendar, on: Day): Day | null {
  return nearest(calendar, on, 1);
}

/** The day itself where it is a working day, else the last one before it; null where the registers begin after that. */
export function workingDayOnOrBefore(calendar: WorkingCalendar, on: Day): Day | null {
  return nearest(calendar, on, -1);
}

/**
 * The working day that many working days later (earlier, where negative): 1 is the next working day after the day.
 * 0 is the day itself, which need not be one. Null where the registers do not reach so far.
 */
export function addWorkingDays(calendar: WorkingCalendar, from: Day, count: number): Day | null {
  const step = count < 0 ? -1 : 1;
  let on: Day | null = from;
  for (let left = Math.abs(count); left > 0 && on !== null; left -= 1) on = nearest(calendar, addDays(on, step), step);
  return on;
}

/** How many working days lie after the one day up to the other, that one counted; null where the registers do not reach. */
export function workingDaysUntil(calendar: WorkingCalendar, from: Day, to: Day): number | null {
  let count = 0;
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) {
    const works = isWorkingDay(calendar, on);
    if (works === null) return null;
    if (works) count += 1;
  }
  return count;
}

function nearest(calendar: WorkingCalendar, from: Day, step: 1 | -1): Day | null {
  for (let on = from; ; on = addDays(on, step)) {
    const works = isWorkingDay(calendar, on);
    if (works === null) return null;
    if (works) return on;
  }
}

function weekdayOf(on: Day): number {
  return new Date(`${on}T00:00:00Z`).getUTCDay() || 7;
}
