/** The people of the staff, for administrators: who holds what, who was invited, who comes in no more. No row is ever deleted. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { StaffGrant } from '../domain/staff-grants.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import type { Prisma } from './generated/client.ts';
import { staffRow, versionOf } from './staff-changes.ts';
import { grantOf } from './staff-grants.ts';
import { ofStaff } from './staff-people.ts';

export interface HeldGrant extends StaffGrant {
  readonly id: string;
  readonly branchName: string | null;
  /** It begins later. */
  readonly isComing: boolean;
}

export interface StaffUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** invited: a mail went out, and no password was set yet. */
  readonly state: 'active' | 'invited' | 'deactivated';
  readonly deactivatedAt: Date | null;
  readonly createdAt: Date;
  readonly hasSecondFactor: boolean;
  /** What holds, and what is to come. */
  readonly grants: readonly HeldGrant[];
}

/** Those of these ids that are of the staff, in the order of the ids. */
export async function staffByIds(
  db: Database | Transaction,
  ids: readonly string[],
  today: Day,
): Promise<readonly StaffUser[]> {
  const rows = await db.user.findMany({ where: { ...ofStaff, id: { in: [...ids] } }, include: whole(today) });
  const users = new Map(rows.map((row) => [row.id, staffUser(row, today)]));
  return ids.flatMap((id) => users.get(id) ?? []);
}

/** Everybody of the staff, deactivated ones too. */
export async function allStaff(db: Database | Transaction, today: Day): Promise<readonly StaffUser[]> {
  const rows = await db.user.findMany({ where: ofStaff, include: whole(today), orderBy: { id: 'asc' } });
  return rows.map((row) => staffUser(row, today));
}

/** The person, and the version that a form on the person carries. Refuses: `staff-person-must-exist`. */
export async function readStaff(
  db: Database,
  id: string,
  now: Date,
): Promise<StaffUser & { readonly version: number }> {
  const today = dayInJapan(now);
  await staffRow(db, id);
  const version = await versionOf(db, id); // before the rest: what changes between the two is noticed
  const row = await db.user.findUniqueOrThrow({ where: { id }, include: whole(today) });
  return { ...staffUser(row, today), version };
}

/** Grants that are not over, the roles in order. */
function whole(today: Day) {
  return {
    accounts: { select: { id: true }, take: 1 },
    grants: {
      where: { takenAt: null, OR: [{ toOn: null }, { toOn: { gte: fromDay(today) } }] },
      include: { branch: { select: { name: true } } },
      orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
    },
  } satisfies Prisma.UserInclude;
}

type Row = Prisma.UserGetPayload<{ include: ReturnType<typeof whole> }>;

function staffUser(row: Row, today: Day): StaffUser {
  const { id, name, email, deactivatedAt, createdAt, twoFactorEnabled: hasSecondFactor } = row;
  const comesIn = row.accounts.length > 0 || email === null;
  const state = deactivatedAt !== null ? 'deactivated' : comesIn ? 'active' : 'invited';
  const grants = row.grants.map((grant): HeldGrant => {
    const held = grantOf(grant);
    return { ...held, id: grant.id, branchName: grant.branch?.name ?? null, isComing: held.fromOn > today };
  });
  return { id, name, email, state, deactivatedAt, createdAt, hasSecondFactor, grants };
}
