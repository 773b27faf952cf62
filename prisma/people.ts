/** The people who act through API keys. Only the SHA-256 of a key is kept: the key itself is 256 random bits. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '../domain/people.ts';
import { heldScopes, type Reader, readerOf, type Scope } from '../domain/scopes.ts';
import type { Database } from './database.ts';

/** Who stands behind a request: the key, the person it belongs to, and what they may do. */
export interface Principal {
  readonly apiKeyId: string;
  readonly userId: string;
  readonly scopes: readonly Scope[];
  readonly contractorId: string | null;
  readonly reader: Reader;
}

/** The principal of this key, or null where the key is unknown or revoked. */
export async function findPrincipal(db: Database, token: string): Promise<Principal | null> {
  if (!/^hosho_[A-Za-z0-9_-]{43}$/.test(token)) return null;
  const key = await db.apiKey.findUnique({ where: { keyHash: hashOf(token) }, include: { user: true } });
  if (key === null || key.revokedAt !== null) return null;
  const { contractorId } = key.user;
  const scopes = heldScopes(key.scopes as Scope[], key.user.roles as Role[]);
  return { apiKeyId: key.id, userId: key.userId, scopes, contractorId, reader: readerOf(scopes, contractorId) };
}

/** A new key of this user. The token is told once, here. Throws a RangeError for a contractor's key of a user who has none. */
export async function createApiKey(
  db: Database,
  { userId, name, scopes }: { userId: string; name: string; scopes: readonly Scope[] },
): Promise<{ id: string; token: string }> {
  const { contractorId } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { contractorId: true } });
  if (scopes.includes('contractor') && contractorId === null) throw new RangeError('the user belongs to no contractor');
  const id = randomUUID();
  const token = `hosho_${randomBytes(32).toString('base64url')}`;
  await db.apiKey.create({ data: { id, userId, name, scopes: [...scopes], keyHash: hashOf(token) } });
  return { id, token };
}

/** The key opens nothing from now on. */
export async function revokeApiKey(db: Database, id: string, now: Date): Promise<void> {
  await db.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: now } });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
