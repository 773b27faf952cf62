/** The people who act through API keys. Only the SHA-256 of a key is kept: the key itself is 256 random bits. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type KeyWish, keyEnd, keyState } from '../domain/api-keys.ts';
import { dayInJapan } from '../domain/dates.ts';
import type { Role } from '../domain/people.ts';
import { mayAct, type Right } from '../domain/rights.ts';
import { heldScopes, type Reader, readerOf, type Scope } from '../domain/scopes.ts';
import type { StaffGrant } from '../domain/staff-grants.ts';
import type { Database, Transaction } from './database.ts';
import { grantOf, inForce } from './staff-grants.ts';
import { ofStaff } from './staff-people.ts';

/** Who stands behind a request: the key, the person it belongs to, and what they may do. */
export interface Principal {
  readonly apiKeyId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  /** Of the person, held now. */
  readonly roles: readonly Role[];
  readonly contractorId: string | null;
  readonly reader: Reader;
  /** Of staff: the roles with their branches. */
  readonly grants: readonly StaffGrant[];
  /** Not with a key that only reads, and not where the person has become a reader of its company. */
  readonly mayAct: boolean;
  readonly perMinute: number | null;
  readonly lastUsedAt: Date | null;
}

/** The principal of this key, or null where the key is unknown, revoked or at its end, or its person was deactivated. */
export async function findPrincipal(db: Database, token: string, now: Date): Promise<Principal | null> {
  if (!/^hosho_[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const key = await db.apiKey.findUnique({
    where: { keyHash: hashOf(token) },
    include: { user: { include: { grants: { where: inForce(dayInJapan(now)) } } } },
  });
  if (key === null || keyState(key, now) !== 'usable' || key.user.deactivatedAt !== null) return null;
  const { contractorId, right } = key.user;
  const grants = contractorId === null ? key.user.grants.map(grantOf) : [];
  const roles: readonly Role[] =
    contractorId === null ? [...new Set(grants.map(({ role }) => role))] : (key.user.roles as Role[]);
  const scopes = heldScopes(key.scopes as Scope[], roles);
  return {
    apiKeyId: key.id,
    userId: key.userId,
    scopes,
    roles,
    contractorId,
    reader: readerOf(scopes, contractorId, grants),
    grants,
    mayAct: !key.readOnly && (right === null || mayAct(right as Right)),
    perMinute: key.perMinute,
    lastUsedAt: key.lastUsedAt,
  };
}

/** Whether the person may sign in to the portal: people of contractors to one, staff to the other, nobody after a deactivation. */
export async function comesIn(db: Database, userId: string, portal: 'net-desk' | 'operations'): Promise<boolean> {
  const belongs = portal === 'operations' ? ofStaff : { contractorId: { not: null }, roles: { has: 'contractor' } };
  return (await db.user.count({ where: { id: userId, deactivatedAt: null, ...belongs } })) > 0;
}

/** What a new key is; without limits it does all that its scopes allow, for ever. */
export interface NewKey {
  readonly id?: string;
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly limits?: Omit<KeyWish, 'name'>;
}

/** A new key of this user. The token is told once, here. Throws a RangeError for a contractor's key of a user who has none. */
export async function createApiKey(
  db: Database | Transaction,
  { id = randomUUID(), userId, name, scopes, limits }: NewKey,
): Promise<{ id: string; token: string }> {
  const { contractorId } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { contractorId: true } });
  if (scopes.includes('contractor') && contractorId === null) throw new RangeError('the user belongs to no contractor');
  const token = `hosho_${randomBytes(32).toString('base64url')}`;
  const { endsOn, ...rest } = limits ?? { endsOn: null };
  const expiresAt = endsOn === null ? null : keyEnd(endsOn);
  await db.apiKey.create({
    data: { id, userId, name, scopes: [...scopes], keyHash: hashOf(token), expiresAt, ...rest },
  });
  return { id, token };
}

/** The key opens nothing from now on. */
export async function revokeApiKey(db: Database, id: string, now: Date): Promise<void> {
  await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
