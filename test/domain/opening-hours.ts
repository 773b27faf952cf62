/** A branch as the sample registers have it; a test names only what it is about. */
import { timeOfDay } from '../../domain/clock-times.ts';
import { day } from '../../domain/dates.ts';
import { nationalHolidays } from '../../domain/national-holidays.ts';
import type { Handling, Reception } from '../../domain/reception.ts';
import type { WorkingCalendar } from '../../domain/working-days.ts';

export const calendar: WorkingCalendar = {
  weekdays: [1, 2, 3, 4, 5],
  closed: [
    ...nationalHolidays(2026),
    ...nationalHolidays(2027),
    { name: '年末年始', fromOn: day('2026-12-29'), toOn: day('2027-01-03') },
  ],
  validFromOn: day('2026-01-01'),
  validToOn: day('2027-12-31'),
};

export function buildReception(own: Partial<Reception> = {}): Reception {
  return {
    telephone: '028-000-0000',
    opensAt: timeOfDay('09:00'),
    closesAt: timeOfDay('17:00'),
    weekdays: calendar.weekdays,
    applicationsUntil: timeOfDay('15:00'),
    feesUntil: timeOfDay('15:00'),
    reviewMinutes: 120,
    postWorkingDays: 2,
    ...own,
  };
}

export function buildHandling(own: Partial<Handling> = {}): Handling {
  return { form: 'electronic', feePayment: 'monthly-batch', paperReceipt: null, ...own };
}

/** `2026-04-01 09:00`. */
export function moment(text: string) {
  return { on: day(text.slice(0, 10)), at: timeOfDay(text.slice(11)) };
}
