/** People of an authority, as its administrator keeps them. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { removeEverySecondFactor } from '../people.ts';
import { isRight, type Right } from '../rights.ts';
import type { Services } from '../services.ts';
import { checkedName } from './departments.ts';
import { type Keeper, keep, type Tables } from './keeping.ts';

/** A person as the form or a row of a file gives it. */
export interface TypedUser {
  readonly name: string;
  readonly email: string;
  readonly right: string;
  /** The first is the one the person answers for. */
  readonly departmentIds: readonly string[];
}

export interface CheckedUser extends TypedUser {
  readonly right: Right;
}

export const maxDepartments = 10;

/** All people of the authority with departments, right and how far their sign-in is. */
export async function usersOf(database: Database, authorityId: string) {
  const rows = await database.authorityUser.findMany({
    where: { authorityId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    include: {
      memberships: { include: { department: true }, orderBy: { place: 'asc' } },
      accounts: { where: { password: { not: null } }, select: { id: true } },
      _count: { select: { passkeys: true } },
    },
  });
  return rows.map((user) => ({
    id: user.id,
    name: user.name,
    email: user.formerEmail ?? user.email,
    right: isRight(user.right) ? user.right : ('reader' as const),
    departments: user.memberships.map(({ department: { id, name } }) => ({ id, name })),
    deactivatedAt: user.deactivatedAt,
    hasPassword: user.accounts.length > 0,
    /** An authenticator app or a passkey. */
    hasSecondFactor: user.twoFactorEnabled === true || user._count.passkeys > 0,
  }));
}

export type KeptUser = Awaited<ReturnType<typeof usersOf>>[number];

/** A person of the keeper's own authority. Refuses: `address-must-exist`, alike for missing and another's. */
export async function findUser(database: Database, { authorityId }: Pick<Keeper, 'authorityId'>, id: string) {
  const found = (await usersOf(database, authorityId)).find((user) => user.id === id);
  if (found === undefined) throw new Refusal('address-must-exist');
  return found;
}

/** The person is registered, without a password yet; returns the id. Refuses: those of `checkedUser`, `mail-address-must-be-free`. */
export async function addUser(services: Services, keeper: Keeper, typed: TypedUser): Promise<string> {
  return keep(services, keeper, async (tables) => {
    const user = await checkedUser(tables, keeper.authorityId, typed);
    await requireFreeAddress(tables, user.email, null);
    const id = await createUser(tables, keeper.authorityId, user);
    return { kind: 'user-added', subject: user.name, result: id };
  });
}

/** Refuses: those of `checkedUser`, `mail-address-must-be-free`, `administrator-must-remain`, `address-must-exist`. */
export async function changeUser(services: Services, keeper: Keeper, id: string, typed: TypedUser): Promise<void> {
  await keep(services, keeper, async (tables) => {
    await requireActive(tables, keeper, id);
    const user = await checkedUser(tables, keeper.authorityId, typed);
    await requireFreeAddress(tables, user.email, id);
    await writeUser(tables, id, user);
    return { kind: 'user-changed', subject: user.name, result: undefined };
  });
}

/** The person may not sign in any more; what was done stays theirs. Refuses: `administrator-must-remain`, `address-must-exist`. */
export async function deactivateUser(services: Services, keeper: Keeper, id: string): Promise<void> {
  await keep(services, keeper, async (tables) => {
    const { name } = await requireActive(tables, keeper, id);
    await deactivate(tables, id, services.now());
    return { kind: 'user-deactivated', subject: name, result: undefined };
  });
}

/** Every session of the person is over. Refuses: `address-must-exist`. */
export async function signUserOut(services: Services, keeper: Keeper, id: string): Promise<void> {
  await keep(services, keeper, async (tables) => {
    const { name } = await requireActive(tables, keeper, id);
    await tables.session.deleteMany({ where: { userId: id } });
    return { kind: 'user-signed-out', subject: name, result: undefined };
  });
}

/** A lost device: its codes and passkeys are worth nothing, and every session is over. Refuses: `address-must-exist`. */
export async function removeUsersSecondFactor(services: Services, keeper: Keeper, id: string): Promise<void> {
  await keep(services, keeper, async (tables) => {
    const { name } = await requireActive(tables, keeper, id);
    await removeEverySecondFactor(tables, id);
    await tables.session.deleteMany({ where: { userId: id } });
    return { kind: 'second-factor-removed', subject: name, result: undefined };
  });
}

/** That a start code was made for the person is on record. Refuses: `address-must-exist`. */
export async function recordStartCode(services: Services, keeper: Keeper, id: string): Promise<void> {
  await keep(services, keeper, async (tables) => {
    const { name } = await requireActive(tables, keeper, id);
    return { kind: 'start-code-made', subject: name, result: undefined };
  });
}

/**
 * The person with a right and departments that exist.
 *
 * Refuses: `field-must-be-given`, `text-must-be-short-enough`, `text-must-be-printable`, `mail-address-must-be-valid`,
 * `right-must-be-known`, `department-must-be-chosen`.
 */
async function checkedUser(tables: Tables, authorityId: string, typed: TypedUser): Promise<CheckedUser> {
  const { right } = typed;
  if (!isRight(right)) throw new Refusal('right-must-be-known', { field: 'right' });
  const departmentIds = [...new Set(typed.departmentIds)];
  const known = await tables.department.count({ where: { authorityId, closedAt: null, id: { in: departmentIds } } });
  if (known === 0 || known !== departmentIds.length || known > maxDepartments)
    throw new Refusal('department-must-be-chosen', { field: 'department' });
  return { name: checkedName(typed.name), email: checkedAddress(typed.email), right, departmentIds };
}

/** Narrow and lower case, as it signs in. Refuses: `mail-address-must-be-valid`. */
export function checkedAddress(typed: string): string {
  const email = typed.normalize('NFKC').trim().toLowerCase();
  if (email.length > 254 || !z.email().safeParse(email).success)
    throw new Refusal('mail-address-must-be-valid', { field: 'email' });
  return email;
}

async function requireFreeAddress(tables: Tables, email: string, own: string | null): Promise<void> {
  const taken = await tables.authorityUser.findUnique({ where: { email }, select: { id: true } });
  if (taken !== null && taken.id !== own) throw new Refusal('mail-address-must-be-free', { field: 'email' });
}

async function requireActive(tables: Tables, { authorityId }: Keeper, id: string) {
  const found = await tables.authorityUser.findFirst({ where: { id, authorityId, deactivatedAt: null } });
  if (found === null) throw new Refusal('address-must-exist');
  return found;
}

export async function createUser(tables: Tables, authorityId: string, user: CheckedUser): Promise<string> {
  const id = randomUUID();
  const { name, email, right, departmentIds } = user;
  await tables.authorityUser.create({ data: { id, name, email, emailVerified: true, authorityId, right } });
  await tables.membership.createMany({ data: memberships(id, departmentIds) });
  return id;
}

export async function writeUser(tables: Tables, id: string, user: CheckedUser): Promise<void> {
  const { name, email, right, departmentIds } = user;
  await tables.authorityUser.update({ where: { id }, data: { name, email, right } });
  await tables.membership.deleteMany({ where: { userId: id } });
  await tables.membership.createMany({ data: memberships(id, departmentIds) });
}

/** No session, password, second factor, passkey or start code is left; the address is free for the successor. */
export async function deactivate(tables: Tables, id: string, at: Date): Promise<void> {
  const { email } = await tables.authorityUser.findUniqueOrThrow({ where: { id } });
  await removeEverySecondFactor(tables, id);
  await tables.session.deleteMany({ where: { userId: id } });
  await tables.account.deleteMany({ where: { userId: id } });
  await tables.verification.deleteMany({ where: { value: id } });
  await tables.authorityUser.update({
    where: { id },
    data: { deactivatedAt: at, formerEmail: email, email: `${id}@left.invalid` },
  });
}

function memberships(userId: string, departmentIds: readonly string[]) {
  return departmentIds.map((departmentId, place) => ({ userId, departmentId, place }));
}
