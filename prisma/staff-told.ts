/** A person of the staff is told by mail of what somebody changed about the person's rights: in the transaction of the change. */
import { randomUUID } from 'node:crypto';
import { type AccountChange, accountWords } from '../domain/account-changes.ts';
import { inJapanese } from '../domain/sentences.ts';
import type { StaffGrant } from '../domain/staff-grants.ts';
import type { Transaction } from './database.ts';
import { askDeskMails } from './desk-mails.ts';

/** The mail will be sent with the change, and not without it. Nobody is told who has no address, or never came in. */
export async function tellPerson(tx: Transaction, userId: string, change: AccountChange, now: Date): Promise<void> {
  const found = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, deactivatedAt: true, accounts: { select: { id: true }, take: 1 } },
  });
  const isOut = found.deactivatedAt !== null && change.kind !== 'person-deactivated';
  if (found.email === null || isOut || found.accounts.length === 0) return;
  const { title, lines } = accountWords(change);
  const values = { title: inJapanese(title), lines: lines.map(inJapanese), sentences: { title, lines } as object };
  const occasion = `${userId}/${randomUUID()}`;
  await askDeskMails(tx, { kind: 'account-changed', occasion, to: [found.email], values }, now);
}

/** Tells of roles that were given or taken, with the names of their branches. */
export async function tellRoles(
  tx: Transaction,
  userId: string,
  kind: 'role-given' | 'role-taken',
  grants: readonly StaffGrant[],
  now: Date,
): Promise<void> {
  const ids = grants.flatMap(({ branchId }) => branchId ?? []);
  const branches = await tx.branch.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const told = grants.map(({ role, branchId, fromOn, toOn }) => {
    const branchName = branches.find(({ id }) => id === branchId)?.name ?? null;
    return { role, fromOn, toOn, branchName };
  });
  await tellPerson(tx, userId, { kind, grants: told }, now);
}
