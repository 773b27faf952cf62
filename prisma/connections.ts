/** 関係会社: contractors that staff are connected with, whose cases somebody else decides. */
import { randomUUID } from 'node:crypto';
import { type Day, dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import type { ConnectionWish } from '../domain/staff-wishes.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import type { StaffConnection } from './generated/client.ts';
import { uuidForm } from './keyset.ts';
import { actOn, type Changing, changeStaff, staffRow } from './staff-changes.ts';

export interface Connection {
  readonly id: string;
  readonly userId: string;
  readonly contractor: { readonly id: string; readonly name: string };
  readonly fromOn: Day;
  readonly toOn: Day | null;
  readonly reason: string;
  readonly isOver: boolean;
}

const named = { contractor: { select: { id: true, name: true } } } as const;

/** The person's connections, those that hold first. */
export async function listConnections(db: Database, userId: string, today: Day): Promise<readonly Connection[]> {
  const rows = await db.staffConnection.findMany({
    where: { userId },
    include: named,
    orderBy: { declaredAt: 'desc' },
  });
  return rows.map((row) => connectionOf(row, today)).sort((one, other) => Number(one.isOver) - Number(other.isOver));
}

/** One that holds. Refuses: `connection-must-exist`. */
export async function readConnection(db: Database | Transaction, id: string, today: Day): Promise<Connection> {
  const row = uuidForm.test(id) ? await db.staffConnection.findUnique({ where: { id }, include: named }) : null;
  if (row === null || connectionOf(row, today).isOver) throw new Refusal('connection-must-exist');
  return connectionOf(row, today);
}

/** Contractors whose names hold these words, so many at most. */
export async function findContractors(db: Database, words: string, limit: number) {
  if (words === '') return [];
  return db.contractor.findMany({
    where: { name: { contains: words, mode: 'insensitive' } },
    select: { id: true, name: true, address: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}

/**
 * The person decides none of the contractor's cases while it holds.
 *
 * Refuses: `staff-person-must-exist`; in the field `contractorId` `contractor-must-be-known`, `connection-must-be-new`.
 */
export async function declareConnection(
  db: Database,
  userId: string,
  wish: ConnectionWish,
  { by, now }: Omit<Changing, 'reason'>,
): Promise<void> {
  const { contractorId, reason } = wish;
  const field = 'contractorId';
  await changeStaff(db, now, async (tx) => {
    await staffRow(tx, userId);
    const known = uuidForm.test(contractorId) ? await tx.contractor.count({ where: { id: contractorId } }) : 0;
    if (known === 0) throw new Refusal('contractor-must-be-known', { field });
    const today = fromDay(dayInJapan(now));
    const same = { userId, contractorId, endedAt: null, OR: [{ toOn: null }, { toOn: { gte: today } }] };
    if ((await tx.staffConnection.count({ where: same })) > 0) throw new Refusal('connection-must-be-new', { field });
    const id = randomUUID();
    const days = { fromOn: fromDay(wish.fromOn), toOn: wish.toOn === null ? null : fromDay(wish.toOn) };
    const declared = { declaredById: by.userId, declaredAt: now };
    await tx.staffConnection.create({ data: { id, userId, contractorId, ...days, reason, ...declared } });
    const after = { connectionId: id, contractorId, fromOn: wish.fromOn, toOn: wish.toOn };
    return [actOn(userId, 'connection-declared', { by, reason }, { after })];
  });
}

/**
 * The person may decide the contractor's cases again.
 *
 * Refuses: `connection-must-exist`, `connection-must-be-ended-by-another`.
 */
export async function endConnection(db: Database, id: string, { by, reason, now }: Changing): Promise<void> {
  await changeStaff(db, now, async (tx) => {
    const { userId, contractor, fromOn, toOn } = await readConnection(tx, id, dayInJapan(now));
    if (userId === by.userId) throw new Refusal('connection-must-be-ended-by-another');
    await tx.staffConnection.update({ where: { id }, data: { endedAt: now } });
    const before = { connectionId: id, contractorId: contractor.id, fromOn, toOn };
    return [actOn(userId, 'connection-ended', { by, reason }, { before })];
  });
}

type Row = StaffConnection & Pick<Connection, 'contractor'>;

function connectionOf({ id, userId, contractor, reason, endedAt, ...row }: Row, today: Day): Connection {
  const toOn = row.toOn === null ? null : toDay(row.toOn);
  const isOver = endedAt !== null || (toOn !== null && toOn < today);
  return { id, userId, contractor, fromOn: toDay(row.fromOn), toOn, reason, isOver };
}
