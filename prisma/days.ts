/** Days between the tables (a date at UTC midnight) and the domain (`2026-04-01`). */
import type { Day } from '../domain/dates.ts';

export function toDay(date: Date): Day {
  return date.toISOString().slice(0, 10) as Day;
}

export function fromDay(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
