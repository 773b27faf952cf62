/** Times of day in Japan, as registers name them, and moments: a day and a time. */
import { type Day, dayInJapan } from './dates.ts';

/** `09:00`, in Japan. */
export type TimeOfDay = string & { readonly __unit: 'time-of-day' };

/** A minute in Japan. Earlier ones compare as smaller by `momentText`. */
export interface Moment {
  readonly on: Day;
  readonly at: TimeOfDay;
}

/** The time that this text is known to be. Throws a RangeError otherwise: a register's mistake, not a person's. */
export function timeOfDay(text: string): TimeOfDay {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) throw new RangeError('not a time written HH:MM');
  return text as TimeOfDay;
}

/** The minute in Japan at this instant. */
export function momentInJapan(instant: Date): Moment {
  const inJapan = new Date(instant.getTime() + 9 * 3_600_000).toISOString();
  return { on: dayInJapan(instant), at: timeOfDay(inJapan.slice(11, 16)) };
}

/** That many minutes later on the same day; null where the day ends before. */
export function minutesLater(at: TimeOfDay, minutes: number): TimeOfDay | null {
  const total = Number(at.slice(0, 2)) * 60 + Number(at.slice(3)) + minutes;
  if (total < 0 || total >= 24 * 60) return null;
  const two = (part: number) => String(part).padStart(2, '0');
  return timeOfDay(`${two(Math.floor(total / 60))}:${two(total % 60)}`);
}

/** Whether the one moment lies after the other. */
export function isAfter(one: Moment, other: Moment): boolean {
  return momentText(one) > momentText(other);
}

function momentText({ on, at }: Moment): string {
  return `${on} ${at}`;
}
