/** What is open when: branches' hours and cut-offs, closed days, and how products stand to the contract date. */
import { timeOfDay } from '../domain/clock-times.ts';
import type { Day } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import type { Reception } from '../domain/reception.ts';
import type { ScheduleRule } from '../domain/schedule.ts';
import type { WorkingCalendar } from '../domain/working-days.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';

/** The branch's hours and cut-offs in force on a day; null where the register has none. Source: R-N3, R-N4. */
export async function receptionOn(db: Database | Transaction, branchId: string, on: Day): Promise<Reception | null> {
  const row = await db.branchReception.findFirst({
    where: { branchId, effectiveOn: { lte: fromDay(on) } },
    orderBy: { effectiveOn: 'desc' },
  });
  if (row === null) return null;
  return {
    telephone: row.telephone,
    opensAt: timeOfDay(row.opensAt),
    closesAt: timeOfDay(row.closesAt),
    weekdays: row.weekdays,
    applicationsUntil: timeOfDay(row.applicationsUntil),
    feesUntil: timeOfDay(row.feesUntil),
    reviewMinutes: row.reviewMinutes,
    postWorkingDays: row.postWorkingDays,
  };
}

/** The days that people with these days of the week work. It reaches as far as all registers of closed days do; null where there are none. */
export async function workingCalendar(
  db: Database | Transaction,
  weekdays: readonly number[],
): Promise<WorkingCalendar | null> {
  const registers = await db.closedCalendar.findMany({ include: { closedDays: true } });
  const validFromOn = registers
    .map((register) => toDay(register.validFromOn))
    .sort()
    .at(-1);
  const validToOn = registers.map((register) => toDay(register.validToOn)).sort()[0];
  if (validFromOn === undefined || validToOn === undefined) return null;
  const closed = registers.flatMap(({ closedDays }) =>
    closedDays.map(({ name, fromOn, toOn }) => ({ name, fromOn: toDay(fromOn), toOn: toDay(toOn) })),
  );
  return { weekdays, closed, validFromOn, validToOn };
}

/** A branch's hours on a day together with its working days; null where a register is missing. */
export async function openingsOn(
  db: Database | Transaction,
  branchId: string,
  on: Day,
): Promise<{ reception: Reception; calendar: WorkingCalendar } | null> {
  const reception = await receptionOn(db, branchId, on);
  const calendar = reception === null ? null : await workingCalendar(db, reception.weekdays);
  return reception === null || calendar === null ? null : { reception, calendar };
}

/** How the product stands to the contract date by the rule in force on a day; null where the register has none. Source: R-B1. */
export async function scheduleRuleOn(
  db: Database | Transaction,
  product: Product,
  on: Day,
): Promise<ScheduleRule | null> {
  const row = await db.scheduleRule.findFirst({
    where: { product, effectiveOn: { lte: fromDay(on) } },
    orderBy: { effectiveOn: 'desc' },
  });
  return row === null
    ? null
    : { beforeContract: row.beforeContract, submitWorkingDaysBefore: row.submitWorkingDaysBefore };
}
