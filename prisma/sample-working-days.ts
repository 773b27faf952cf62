/** Sample rows of what is open when. The holidays are the law's; hours and cut-offs are invented. */
import type { Day } from '../domain/dates.ts';
import { nationalHolidays } from '../domain/national-holidays.ts';
import type { Product } from '../domain/product.ts';
import { fromDay } from './days.ts';

const years = [2026, 2027, 2028] as const;
const [validFromOn, validToOn] = [dated('2026-01-01'), dated('2028-12-31')];

export const closedCalendars = [
  { id: 'national-holidays', name: '国民の祝日', validFromOn, validToOn, source: '国民の祝日に関する法律' },
  { id: 'new-year', name: '年末年始', validFromOn, validToOn, source: '支店の休業日' },
];

export function closedDays() {
  const holidays = years.flatMap(nationalHolidays).map(({ name, fromOn, toOn }) => ({
    calendarId: 'national-holidays',
    name,
    fromOn: fromDay(fromOn),
    toOn: fromDay(toOn),
  }));
  const newYears = [years[0] - 1, ...years].map((year) => ({
    calendarId: 'new-year',
    name: '年末年始',
    fromOn: dated(`${year}-12-29`),
    toOn: dated(`${year + 1}-01-03`),
  }));
  return [...holidays, ...newYears];
}

/** The hours are the leaflet's (R-N3); the cut-offs are examples. */
export function branchReceptions(branches: readonly { id: string; telephone: string }[]) {
  return branches.map(({ id, telephone }) => ({
    id: `${id}-2020`,
    branchId: id,
    effectiveOn: dated('2020-04-01'),
    telephone,
    opensAt: '09:00',
    closesAt: '17:00',
    weekdays: [1, 2, 3, 4, 5],
    applicationsUntil: '15:00',
    feesUntil: '15:00',
    reviewMinutes: 120,
    postWorkingDays: 2,
  }));
}

export const scheduleRules = [
  scheduleRule('prepayment', false),
  scheduleRule('midterm-prepayment', false),
  scheduleRule('contract-guarantee', true),
];

function scheduleRule(product: Product, beforeContract: boolean) {
  const effectiveOn = dated('2020-04-01');
  const source = '一般的な取扱い';
  return { id: `${product}-2020`, product, effectiveOn, beforeContract, submitWorkingDaysBefore: 0, source };
}

function dated(on: string): Date {
  return fromDay(on as Day);
}
