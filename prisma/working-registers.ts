/** What is open when: branches' hours and cut-offs, closed days, and how products stand to the contract date. */
import { timeOfDay } from '../domain/clock-times.ts';
import type { Day } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import type { Reception } from '../domain/reception.ts';
import type { ScheduleRule } from '../domain/schedule.ts';
import { type SubmissionProfile, submissionProfileFor } from '../domain/submission-profile.ts';
import { isWorkingDay, type WorkingCalendar, workingDayOnOrAfter } from '../domain/working-days.ts';
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

/** Whose guarantee, of which product, at which authority. */
export interface ScheduledProduct {
  readonly product: Product;
  readonly authorityId: string;
  readonly departmentId: string | null;
}

/**
 * How the product stands to the contract date: the rule in force on a day, but where the authority's own profile says
 * whether it wants a new guarantee before the contract. Null where the register has no rule. Source: R-B1, R-C1.
 */
export async function scheduleRuleOn(
  db: Database | Transaction,
  { product, authorityId, departmentId }: ScheduledProduct,
  on: Day,
): Promise<ScheduleRule | null> {
  const [row, profiles] = await Promise.all([
    db.scheduleRule.findFirst({
      where: { product, effectiveOn: { lte: fromDay(on) } },
      orderBy: { effectiveOn: 'desc' },
    }),
    db.submissionProfile.findMany({ where: { authorityId } }),
  ]);
  if (row === null) return null;
  const rows = profiles.map((profile) => ({ ...profile, attachments: [] }) as unknown as SubmissionProfile);
  const profile = submissionProfileFor(rows, { authorityId, departmentId, product, revisionKind: 'new' });
  const { submitWorkingDaysBefore } = row;
  return { beforeContract: profile?.beforeContract ?? row.beforeContract, submitWorkingDaysBefore };
}

/** A branch as pages show it: name, telephone, hours, and whether it is closed today. Null where there is no such branch. */
export async function branchContact(db: Database | Transaction, branchId: string, today: Day) {
  const branch = await db.branch.findUnique({ where: { id: branchId }, select: { name: true, telephone: true } });
  if (branch === null) return null;
  const openings = await openingsOn(db, branchId, today);
  if (openings === null) return { ...branch, hours: null };
  const { reception, calendar } = openings;
  const closedNames = await db.closedCalendar.findMany({ select: { name: true }, orderBy: { id: 'asc' } });
  const { telephone, opensAt, closesAt, weekdays } = reception;
  return {
    name: branch.name,
    telephone,
    hours: {
      opensAt,
      closesAt,
      weekdays,
      except: closedNames.map(({ name }) => name),
      /** When it next opens, where it is closed all of today. */
      closedUntilOn: isWorkingDay(calendar, today) === false ? workingDayOnOrAfter(calendar, today) : null,
    },
  };
}

export type BranchContact = NonNullable<Awaited<ReturnType<typeof branchContact>>>;
