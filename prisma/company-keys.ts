/** The API keys of a company, for its administrators: every key of its people. The key itself nobody reads again. */
import { createHash } from 'node:crypto';
import { type KeyState, type KeyWish, keyState } from '../domain/api-keys.ts';
import { Refusal } from '../domain/refusals.ts';
import { contractorReader, type Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { uuidForm } from './keyset.ts';
import { createApiKey } from './people.ts';
import { ownedBy } from './visibility.ts';

export interface CompanyKey {
  readonly id: string;
  readonly name: string;
  readonly madeBy: string;
  readonly madeAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly readOnly: boolean;
  readonly perMinute: number | null;
  readonly state: KeyState;
}

/** Most keys of a company that open something at a time. */
export const mostKeys = 50;
const mostEnded = 50;

/** The company's keys: those that open something, and the latest of those that do no more; the newest first. */
export async function listKeys(db: Database, reader: Reader, now: Date): Promise<readonly CompanyKey[]> {
  const ofCompany = { user: ownedBy(reader) };
  const ended = { ...ofCompany, OR: [{ revokedAt: { not: null } }, { expiresAt: { lte: now } }] };
  const include = { user: { select: { name: true } } } as const;
  const orderBy = [{ createdAt: 'desc' }, { id: 'desc' }] as const;
  const [usable, over] = await Promise.all([
    db.apiKey.findMany({ where: usableIn(reader, now), include, orderBy: [...orderBy] }),
    db.apiKey.findMany({ where: ended, include, orderBy: [...orderBy], take: mostEnded }),
  ]);
  return [...usable, ...over].map((row) => companyKey(row, now));
}

/** The key. Refuses: `api-key-must-exist`, also where it is another company's. */
export async function readKey(db: Database, reader: Reader, id: string, now: Date): Promise<CompanyKey> {
  const row = uuidForm.test(id)
    ? await db.apiKey.findFirst({
        where: { id, user: ownedBy(reader) },
        include: { user: { select: { name: true } } },
      })
    : null;
  if (row === null) throw new Refusal('api-key-must-exist');
  return companyKey(row, now);
}

/**
 * A new key of this person, told once; null where the same form made one already.
 *
 * Refuses: `api-keys-must-be-few`.
 */
export async function makeKey(
  db: Database,
  { userId, contractorId, formId }: { userId: string; contractorId: string; formId: string },
  { name, ...limits }: KeyWish,
  now: Date,
): Promise<{ token: string } | null> {
  const id = idOf(userId, formId);
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM contractor WHERE id = ${contractorId}::uuid FOR UPDATE`;
    if ((await tx.apiKey.count({ where: { id } })) > 0) return null;
    const reader = contractorReader(contractorId);
    if ((await tx.apiKey.count({ where: usableIn(reader, now) })) >= mostKeys)
      throw new Refusal('api-keys-must-be-few');
    return createApiKey(tx, { id, userId, name, scopes: ['contractor'], limits });
  });
}

/** The key opens nothing from now on. Refuses: `api-key-must-exist`. */
export async function revokeKey(db: Database, reader: Reader, id: string, now: Date): Promise<void> {
  const { revokedAt } = await readKey(db, reader, id, now);
  if (revokedAt !== null) return;
  await db.apiKey.updateMany({ where: { id, user: ownedBy(reader), revokedAt: null }, data: { revokedAt: now } });
}

function usableIn(reader: Reader, now: Date) {
  return { user: ownedBy(reader), revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}

/** One form makes one key, however often it is sent; of this person alone, so that it tells nothing of others' keys. */
function idOf(userId: string, formId: string): string {
  const hex = createHash('sha256').update(`api-key/${userId}/${formId}`).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}

function companyKey(
  row: {
    id: string;
    name: string;
    createdAt: Date;
    lastUsedAt: Date | null;
    expiresAt: Date | null;
    revokedAt: Date | null;
    readOnly: boolean;
    perMinute: number | null;
    user: { name: string };
  },
  now: Date,
): CompanyKey {
  const { id, name, createdAt, lastUsedAt, expiresAt, revokedAt, readOnly, perMinute, user } = row;
  const state = keyState(row, now);
  return {
    id,
    name,
    madeBy: user.name,
    madeAt: createdAt,
    lastUsedAt,
    expiresAt,
    revokedAt,
    readOnly,
    perMinute,
    state,
  };
}
