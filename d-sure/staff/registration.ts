/** The operator of D-Sure registers a procurement authority with its first administrator, who keeps all others. */
import { createHash, randomUUID } from 'node:crypto';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { newStartCode, plainCode, startCodeDays } from '../start-code.ts';
import { checkedName } from './departments.ts';
import type { Tables } from './keeping.ts';
import { checkedAddress, createUser } from './users.ts';

/** As the operator gives it. */
export interface NewAuthority {
  /** 高根沢町, as people read it. */
  readonly name: string;
  /** The administrator's department, the authority's first one. */
  readonly department: string;
  /** The administrator's name. */
  readonly administrator: string;
  readonly email: string;
}

export interface Registered {
  readonly authorityId: string;
  /** Told once, here: the administrator types it on the page 開始コードを受け取った方, and chooses a password. */
  readonly startCode: string;
  readonly startCodeUntil: Date;
  /** Whether the authority stood there already, and only the start code is new. */
  readonly isNewCodeOnly: boolean;
}

/**
 * Authority, department and administrator are there, and a start code that is good for some days. Asked again for the same
 * administrator, who has no password yet, there is a new start code and the one before is void.
 *
 * Refuses: `authority-name-must-be-free`, `mail-address-must-be-free`, `mail-address-must-be-valid`, and those of `checkedName`.
 */
export async function registerAuthority(database: Database, typed: NewAuthority, now: Date): Promise<Registered> {
  const [name, department] = [checkedName(typed.name), checkedName(typed.department)];
  const [administrator, email] = [checkedName(typed.administrator), checkedAddress(typed.email)];
  return database.$transaction(async (tables) => {
    const waiting = await waitingAdministrator(tables, name, email);
    const user = waiting ?? (await create(tables, { name, department, administrator, email }));
    const startCode = newStartCode();
    const startCodeUntil = new Date(now.getTime() + startCodeDays * 86_400_000);
    await tables.verification.deleteMany({ where: { value: user.id } });
    const value = { id: randomUUID(), identifier: digestOf(startCode), value: user.id, expiresAt: startCodeUntil };
    await tables.verification.create({ data: { ...value, createdAt: now, updatedAt: now } });
    return { authorityId: user.authorityId, startCode, startCodeUntil, isNewCodeOnly: waiting !== null };
  });
}

/** The administrator of an authority of this name who has not come in yet; null where there is no such authority. */
async function waitingAdministrator(tables: Tables, name: string, email: string) {
  const [authority, user] = await Promise.all([
    tables.authority.findUnique({ where: { name } }),
    tables.authorityUser.findUnique({ where: { email }, include: { accounts: true } }),
  ]);
  if (authority === null && user === null) return null;
  if (authority === null) throw new Refusal('mail-address-must-be-free', { field: 'email' });
  const isWaiting = user?.authorityId === authority.id && user.right === 'administrator' && user.accounts.length === 0;
  if (!isWaiting || user.deactivatedAt !== null) throw new Refusal('authority-name-must-be-free', { field: 'name' });
  return user;
}

async function create(tables: Tables, { name, department, administrator, email }: NewAuthority) {
  const authorityId = randomUUID();
  await tables.authority.create({ data: { id: authorityId, name } });
  const departmentId = randomUUID();
  await tables.department.create({ data: { id: departmentId, authorityId, name: department } });
  const first = { name: administrator, email, right: 'administrator' as const, departmentIds: [departmentId] };
  return { id: await createUser(tables, authorityId, first), authorityId };
}

/** As better-auth looks for it with `storeIdentifier: 'hashed'`. */
function digestOf(startCode: string): string {
  return createHash('sha256')
    .update(`reset-password:${plainCode(startCode)}`)
    .digest('base64url');
}
