/** The surety's staff, as Operations knows them. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { StaffGrant } from '../domain/staff-grants.ts';
import { lent } from './actors.ts';
import type { Database } from './database.ts';
import { suretyCompanyOn } from './registers.ts';
import { grantOf, inForce } from './staff-grants.ts';

export interface StaffPerson {
  readonly userId: string;
  readonly name: string;
  /** Of the sign-in. */
  readonly email: string;
  readonly hasSecondFactor: boolean;
  /** The surety company's name of today. */
  readonly companyName: string;
  /** Those in force today, and those that absent approvers lend (代決). */
  readonly grants: readonly StaffGrant[];
}

/** The person, or null for whoever is none of the staff: people of contractors, and those who were deactivated. */
export async function findStaffPerson(db: Database, userId: string, now: Date): Promise<StaffPerson | null> {
  const today = dayInJapan(now);
  const [user, surety] = await Promise.all([
    db.user.findUnique({
      where: { id: userId, ...ofStaff },
      include: { grants: { where: inForce(today) }, delegationsHeld: lent(today) },
    }),
    suretyCompanyOn(db, today),
  ]);
  if (user === null || user.email === null || user.deactivatedAt !== null) return null;
  const { name, email, twoFactorEnabled: hasSecondFactor } = user;
  const borrowed = user.delegationsHeld.flatMap(({ approver }) =>
    approver.grants
      .map(grantOf)
      .filter(({ role }) => role === 'approver')
      .map((grant) => ({ ...grant, lentBy: approver.id })),
  );
  const grants = [...user.grants.map(grantOf), ...borrowed];
  return { userId, name, email, hasSecondFactor, companyName: surety.name, grants };
}

/** The condition on people of the staff. */
export const ofStaff = { contractorId: null, NOT: { roles: { has: 'contractor' } } };

/** The names of the administrators: whom to ask for a right. */
export async function staffAdministratorNames(db: Database, today: Day): Promise<readonly string[]> {
  const rows = await db.user.findMany({
    where: { ...ofStaff, deactivatedAt: null, grants: { some: { role: 'administrator', ...inForce(today) } } },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ name }) => name);
}
