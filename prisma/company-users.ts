/** The people of a company, for its administrators: who may do what, and who comes in no more. No row is ever deleted. */
import { Refusal } from '../domain/refusals.ts';
import type { Right } from '../domain/rights.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database, Transaction } from './database.ts';
import { uuidForm } from './keyset.ts';
import { ownedBy } from './visibility.ts';

export interface CompanyUser {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly right: Right;
  readonly deactivatedAt: Date | null;
  /** Keys of this person that open something now. */
  readonly keys: number;
}

/** Those who came in at least once: somebody with an address and no password yet is only invited. */
const ofNetDesk = {
  right: { not: null },
  roles: { has: 'contractor' },
  OR: [{ email: null }, { accounts: { some: {} } }],
};

/** The company's people: those who come in, by name; then those who do no more. */
export async function listUsers(db: Database, reader: Reader, now: Date): Promise<readonly CompanyUser[]> {
  const rows = await db.user.findMany({
    where: { ...ownedBy(reader), ...ofNetDesk },
    include: usableKeys(now),
    orderBy: [{ deactivatedAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }, { id: 'asc' }],
  });
  return rows.map(companyUser);
}

/** The person. Refuses: `user-must-exist`, also where it is another company's. */
export async function readUser(
  db: Database | Transaction,
  reader: Reader,
  id: string,
  now: Date,
): Promise<CompanyUser> {
  const where = { id, ...ownedBy(reader), ...ofNetDesk };
  const row = uuidForm.test(id) ? await db.user.findFirst({ where, include: usableKeys(now) }) : null;
  if (row === null) throw new Refusal('user-must-exist');
  return companyUser(row);
}

/** The names of those who may change rights: whom to ask. */
export async function administratorNames(db: Database, reader: Reader): Promise<readonly string[]> {
  const rows = await db.user.findMany({
    where: { ...ownedBy(reader), ...ofNetDesk, right: 'administrator', deactivatedAt: null },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  return rows.map(({ name }) => name);
}

/**
 * The person has this right from the next request on.
 *
 * Refuses: `user-must-exist`, also of those who were deactivated; `company-must-keep-an-administrator`.
 */
export async function changeRight(db: Database, reader: Reader, id: string, right: Right, now: Date): Promise<void> {
  await asOneOfTheCompany(db, reader, async (tx) => {
    const user = await activeUser(tx, reader, id, now);
    if (right !== 'administrator') await keepAnAdministrator(tx, reader, user);
    await tx.user.update({ where: { id }, data: { right } });
  });
}

/**
 * The person comes in no more: sessions are over, keys open nothing. What the person did stays.
 *
 * Refuses: `user-must-exist`, `company-must-keep-an-administrator`.
 */
export async function deactivateUser(db: Database, reader: Reader, id: string, now: Date): Promise<void> {
  await asOneOfTheCompany(db, reader, async (tx) => {
    await keepAnAdministrator(tx, reader, await activeUser(tx, reader, id, now));
    await tx.user.update({ where: { id }, data: { deactivatedAt: now } });
    await tx.session.deleteMany({ where: { userId: id } });
    await tx.apiKey.updateMany({ where: { userId: id, revokedAt: null }, data: { revokedAt: now } });
  });
}

/**
 * The person may come in again, with the password and the right of before; sessions and keys stay over.
 *
 * Refuses: `user-must-exist`, also of those who come in already.
 */
export async function reactivateUser(db: Database, reader: Reader, id: string, now: Date): Promise<void> {
  await asOneOfTheCompany(db, reader, async (tx) => {
    if ((await readUser(tx, reader, id, now)).deactivatedAt === null) throw new Refusal('user-must-exist');
    await tx.user.update({ where: { id }, data: { deactivatedAt: null } });
  });
}

/** One change of a company's people at a time: two administrators who lower each other at once leave one of them. */
export async function asOneOfTheCompany(
  db: Database,
  reader: Reader,
  change: (tx: Transaction) => Promise<void>,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM contractor WHERE id = ${reader.contractorId}::uuid FOR UPDATE`;
    await change(tx);
  });
}

async function activeUser(tx: Transaction, reader: Reader, id: string, now: Date): Promise<CompanyUser> {
  const user = await readUser(tx, reader, id, now);
  if (user.deactivatedAt !== null) throw new Refusal('user-must-exist');
  return user;
}

async function keepAnAdministrator(tx: Transaction, reader: Reader, { id, right }: CompanyUser): Promise<void> {
  if (right !== 'administrator') return;
  const others = { ...ownedBy(reader), ...ofNetDesk, right: 'administrator', deactivatedAt: null, id: { not: id } };
  if ((await tx.user.count({ where: others })) === 0) throw new Refusal('company-must-keep-an-administrator');
}

function usableKeys(now: Date) {
  const usable = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  return { _count: { select: { apiKeys: { where: usable } } } };
}

function companyUser(row: {
  id: string;
  name: string;
  email: string | null;
  right: string | null;
  deactivatedAt: Date | null;
  _count: { apiKeys: number };
}): CompanyUser {
  const { id, name, email, right, deactivatedAt, _count } = row;
  return { id, name, email, right: right as Right, deactivatedAt, keys: _count.apiKeys };
}
