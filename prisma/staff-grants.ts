/** The roles that staff hold, as the tables have them: those that count on a day. */
import type { Day } from '../domain/dates.ts';
import type { StaffRole } from '../domain/people.ts';
import type { StaffGrant } from '../domain/staff-grants.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import type { StaffGrant as GrantRow } from './generated/client.ts';

/** The grants of the person that are in force today. */
export async function grantsInForce(
  db: Database | Transaction,
  userId: string,
  today: Day,
): Promise<readonly StaffGrant[]> {
  return (await db.staffGrant.findMany({ where: { userId, ...inForce(today) } })).map(grantOf);
}

/** The condition on a grant that is in force on the day. */
export function inForce(today: Day) {
  const on = fromDay(today);
  return { takenAt: null, fromOn: { lte: on }, OR: [{ toOn: null }, { toOn: { gte: on } }] };
}

export function grantOf({ role, branchId, fromOn, toOn }: GrantRow): StaffGrant {
  return { role: role as StaffRole, branchId, fromOn: toDay(fromOn), toOn: toOn === null ? null : toDay(toOn) };
}
