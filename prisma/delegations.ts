/** 代決: who approves in an absent approver's place, from a day to a day. */
import { randomUUID } from 'node:crypto';
import { type Day, dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import { rolesThatMay } from '../domain/staff-rights.ts';
import type { DelegationWish } from '../domain/staff-wishes.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import type { ApprovalDelegation } from './generated/client.ts';
import { uuidForm } from './keyset.ts';
import { actOn, type Changing, changeStaff, staffRow } from './staff-changes.ts';
import { inForce } from './staff-grants.ts';
import { ofStaff } from './staff-people.ts';

export interface Delegation {
  readonly id: string;
  readonly approver: { readonly id: string; readonly name: string };
  readonly delegate: { readonly id: string; readonly name: string };
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
  readonly endedAt: Date | null;
  /** over: its last day is past, or it was ended. */
  readonly state: 'coming' | 'holds' | 'over';
}

const named = {
  approver: { select: { id: true, name: true } },
  delegate: { select: { id: true, name: true } },
} as const;

/** The delegations, the newest first; of one person alone where that is asked. */
export async function listDelegations(db: Database, today: Day, ofUserId?: string): Promise<readonly Delegation[]> {
  const rows = await db.approvalDelegation.findMany({
    where: ofUserId === undefined ? {} : { OR: [{ approverId: ofUserId }, { delegateId: ofUserId }] },
    include: named,
    orderBy: [{ fromOn: 'desc' }, { id: 'asc' }],
    take: 200,
  });
  return rows.map((row) => delegationOf(row, today));
}

/** One that is not over. Refuses: `delegation-must-exist`. */
export async function readDelegation(db: Database | Transaction, id: string, today: Day): Promise<Delegation> {
  const row = uuidForm.test(id) ? await db.approvalDelegation.findUnique({ where: { id }, include: named }) : null;
  if (row === null || delegationOf(row, today).state === 'over') throw new Refusal('delegation-must-exist');
  return delegationOf(row, today);
}

/** Whoever may be replaced, and who may replace: people who come in, by name. */
export async function delegationChoices(db: Database, today: Day) {
  const holding = (roles: readonly string[]) =>
    db.user.findMany({
      where: { ...ofStaff, deactivatedAt: null, grants: { some: { role: { in: [...roles] }, ...inForce(today) } } },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    });
  const [approvers, delegates] = await Promise.all([holding(['approver']), holding(rolesThatMay('review'))]);
  return { approvers, delegates };
}

/**
 * The delegate approves in the approver's place on these days.
 *
 * Refuses, by field: `delegation-must-be-of-an-approver`, `delegate-must-be-a-reviewer`, `delegation-must-not-overlap`; and
 * `staff-person-must-exist`.
 */
export async function makeDelegation(
  db: Database,
  wish: DelegationWish,
  { by, now }: Omit<Changing, 'reason'>,
): Promise<void> {
  const { approverId, delegateId, reason } = wish;
  await changeStaff(db, now, async (tx) => {
    await Promise.all([staffRow(tx, approverId), staffRow(tx, delegateId)]);
    const today = dayInJapan(now);
    if (!(await holdsOneOf(tx, approverId, ['approver'], today)))
      throw new Refusal('delegation-must-be-of-an-approver', { field: 'approverId' });
    if (!(await holdsOneOf(tx, delegateId, rolesThatMay('review'), today)))
      throw new Refusal('delegate-must-be-a-reviewer', { field: 'delegateId' });
    const days = { fromOn: fromDay(wish.fromOn), toOn: fromDay(wish.toOn) };
    const other = { approverId, delegateId, endedAt: null, fromOn: { lte: days.toOn }, toOn: { gte: days.fromOn } };
    if ((await tx.approvalDelegation.count({ where: other })) > 0)
      throw new Refusal('delegation-must-not-overlap', { field: 'fromOn' });
    const id = randomUUID();
    const row = { id, approverId, delegateId, ...days, reason, createdById: by.userId, createdAt: now };
    await tx.approvalDelegation.create({ data: row });
    const after = { delegationId: id, approverId, delegateId, fromOn: wish.fromOn, toOn: wish.toOn };
    return [approverId, delegateId].map((userId) => actOn(userId, 'delegation-made', { by, reason }, { after }));
  });
}

/** It gives nothing from now on. Refuses: `delegation-must-exist`. */
export async function endDelegation(db: Database, id: string, { by, reason, now }: Changing): Promise<void> {
  await changeStaff(db, now, async (tx) => {
    const { approver, delegate, fromOn, toOn } = await readDelegation(tx, id, dayInJapan(now));
    await tx.approvalDelegation.update({ where: { id }, data: { endedAt: now } });
    const before = { delegationId: id, approverId: approver.id, delegateId: delegate.id, fromOn, toOn };
    return [approver.id, delegate.id].map((userId) => actOn(userId, 'delegation-ended', { by, reason }, { before }));
  });
}

async function holdsOneOf(tx: Transaction, userId: string, roles: readonly string[], today: Day): Promise<boolean> {
  const where = { userId, role: { in: [...roles] }, user: { deactivatedAt: null }, ...inForce(today) };
  return (await tx.staffGrant.count({ where })) > 0;
}

type Row = ApprovalDelegation & Pick<Delegation, 'approver' | 'delegate'>;

function delegationOf({ id, approver, delegate, reason, endedAt, ...row }: Row, today: Day): Delegation {
  const [fromOn, toOn] = [toDay(row.fromOn), toDay(row.toOn)];
  const isOver = endedAt !== null || toOn < today;
  const state = isOver ? 'over' : fromOn > today ? 'coming' : 'holds';
  return { id, approver, delegate, fromOn, toOn, reason, endedAt, state };
}
