/** Giving roles to the staff, and taking them away. What the tables say here counts from the next request on. */
import { randomUUID } from 'node:crypto';
import { type Day, dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import type { StaffGrant } from '../domain/staff-grants.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { uuidForm } from './keyset.ts';
import { actOn, type Changing, changeStaff, demandVersion, staffRow } from './staff-changes.ts';
import { grantOf, inForce } from './staff-grants.ts';
import { ofStaff } from './staff-people.ts';
import { tellRoles } from './staff-told.ts';

/**
 * The person holds the role on these days, and is told by mail. Whoever gives a role to oneself is named so in the audit log.
 *
 * Refuses: `staff-person-must-exist`, `person-must-not-have-changed`, `role-must-not-be-held-already`.
 */
export async function giveRole(
  db: Database,
  userId: string,
  grant: StaffGrant,
  version: number,
  changing: Changing,
): Promise<void> {
  const { by, now } = changing;
  await changeStaff(db, now, async (tx) => {
    const { deactivatedAt } = await staffRow(tx, userId);
    if (deactivatedAt !== null) throw new Refusal('staff-person-must-exist');
    await demandVersion(tx, userId, version);
    await demandNew(tx, userId, grant);
    const given = await writeGrant(tx, userId, grant, by.userId, now);
    await tellRoles(tx, userId, 'role-given', [grant], now);
    const kind = by.userId === userId ? 'role-given-to-oneself' : 'role-given';
    return [actOn(userId, kind, changing, { after: given })];
  });
}

/** A role with its days, as a row of its own; what the audit log says of it. */
export async function writeGrant(tx: Transaction, userId: string, grant: StaffGrant, byId: string, now: Date) {
  const { role, branchId, fromOn, toOn } = grant;
  const id = randomUUID();
  const days = { fromOn: fromDay(fromOn), toOn: toOn === null ? null : fromDay(toOn) };
  await tx.staffGrant.create({ data: { id, userId, role, branchId, ...days, grantedAt: now, grantedById: byId } });
  return { grantId: id, role, branchId, fromOn, toOn };
}

/** Nobody holds a role twice on a day: taking it away would leave it. */
async function demandNew(tx: Transaction, userId: string, { role, branchId, fromOn, toOn }: StaffGrant): Promise<void> {
  const end = toOn === null ? {} : { fromOn: { lte: fromDay(toOn) } };
  const overlapping = { takenAt: null, ...end, OR: [{ toOn: null }, { toOn: { gte: fromDay(fromOn) } }] };
  const where = branchId === null ? {} : { AND: { OR: [{ branchId: null }, { branchId }] } };
  if ((await tx.staffGrant.count({ where: { userId, role, ...overlapping, ...where } })) > 0)
    throw new Refusal('role-must-not-be-held-already', { field: 'role' });
}

/** A grant that is not over, and whose it is. Refuses: `grant-must-exist`. */
export async function readGrant(db: Database | Transaction, id: string, today: Day) {
  const alive = { takenAt: null, OR: [{ toOn: null }, { toOn: { gte: fromDay(today) } }] };
  const where = { id, ...alive, user: ofStaff };
  const row = uuidForm.test(id) ? await db.staffGrant.findFirst({ where, include: { branch: true } }) : null;
  if (row === null) throw new Refusal('grant-must-exist');
  return { ...grantOf(row), id, userId: row.userId, branchName: row.branch?.name ?? null };
}

/**
 * The person holds the role no more, from now on, and is told by mail. Sessions there are over: an open screen would go on hearing of cases.
 *
 * Refuses: `grant-must-exist`, `person-must-not-have-changed`, `staff-must-keep-an-administrator`.
 */
export async function takeRole(db: Database, id: string, version: number, changing: Changing): Promise<void> {
  const { by, now } = changing;
  await changeStaff(db, now, async (tx) => {
    const { userId, role, branchId, fromOn, toOn } = await readGrant(tx, id, dayInJapan(now));
    await demandVersion(tx, userId, version);
    await tx.staffGrant.update({ where: { id }, data: { takenAt: now, takenById: by.userId } });
    if (role === 'administrator') await keepAnAdministrator(tx, now);
    if (userId !== by.userId) await tx.session.deleteMany({ where: { userId, portal: 'operations' } });
    await tellRoles(tx, userId, 'role-taken', [{ role, branchId, fromOn, toOn }], now);
    return [actOn(userId, 'role-taken', changing, { before: { grantId: id, role, branchId, fromOn, toOn } })];
  });
}

/** Refuses: `staff-must-keep-an-administrator` where nobody who comes in is one any more, today and for good. */
export async function keepAnAdministrator(tx: Transaction, now: Date): Promise<void> {
  const good = { role: 'administrator', ...inForce(dayInJapan(now)), toOn: null };
  const where = { ...ofStaff, deactivatedAt: null, accounts: { some: {} }, grants: { some: good } };
  if ((await tx.user.count({ where })) === 0) throw new Refusal('staff-must-keep-an-administrator');
}
