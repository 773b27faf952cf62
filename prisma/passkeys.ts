/** Passkeys of people, and the questions to authenticators that wait for their answers. */
import { createHash, randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import { uuidForm } from './keyset.ts';

/** Whose passkeys, and on which portal. */
export interface PasskeyOwner {
  readonly userId: string;
  readonly portal: string;
}

/** A passkey as its person sees it. */
export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What the authenticator made. */
export interface NewPasskey {
  readonly name: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

const shown = { id: true, name: true, createdAt: true, lastUsedAt: true } as const;

/** The person's passkeys on the portal, the oldest first. */
export function listPasskeys(db: Database, { userId, portal }: PasskeyOwner): Promise<readonly PasskeyRow[]> {
  return db.passkey.findMany({
    where: { userId, portal },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: shown,
  });
}

/** What authenticators are told, so that none makes a second passkey for the same person. */
export function credentialsOf(db: Database, { userId, portal }: PasskeyOwner) {
  return db.passkey.findMany({ where: { userId, portal }, select: { credentialId: true, transports: true } });
}

/** null where the person has no such passkey on this portal. */
export async function findPasskey(db: Database, { userId, portal }: PasskeyOwner, id: string) {
  if (!uuidForm.test(id)) return null;
  return db.passkey.findFirst({ where: { id, userId, portal }, select: shown });
}

/** False where another passkey has this credential already, whoever's it is. */
export async function addPasskey(
  db: Database,
  { userId, portal }: PasskeyOwner,
  { name, credentialId, publicKey, counter, transports }: NewPasskey,
  now: Date,
): Promise<boolean> {
  const row = { id: randomUUID(), userId, portal, name, credentialId, publicKey, transports: [...transports] };
  const data = [{ ...row, counter: BigInt(counter), createdAt: now }];
  return (await db.passkey.createMany({ data, skipDuplicates: true })).count === 1;
}

/** It opens nothing from now on. */
export async function removePasskey(db: Database, { userId, portal }: PasskeyOwner, id: string): Promise<void> {
  if (uuidForm.test(id)) await db.passkey.deleteMany({ where: { id, userId, portal } });
}

/** The passkey of this credential on the portal, with what its answers are checked against; or null. */
export function passkeyOf(db: Database, portal: string, credentialId: string) {
  return db.passkey.findFirst({ where: { portal, credentialId } });
}

/** True where its counter was still the one that the answer was checked against: of two answers at once one counts. */
export async function passkeyUsed(
  db: Database,
  { id, counter }: { readonly id: string; readonly counter: bigint },
  newCounter: number,
  now: Date,
): Promise<boolean> {
  const data = { counter: BigInt(newCounter), lastUsedAt: now };
  return (await db.passkey.updateMany({ where: { id, counter }, data })).count === 1;
}

/** Whom a question was put to: a person who registers a passkey by this name, or nobody known who signs in. */
export interface Asked {
  readonly userId: string | null;
  readonly name: string | null;
}

/** The question waits for its answer until then. */
export async function keepChallenge(
  db: Database,
  challenge: string,
  asked: Asked & { readonly portal: string },
  expiresAt: Date,
): Promise<void> {
  await db.passkeyChallenge.create({ data: { digest: digestOf(challenge), ...asked, expiresAt } });
}

/** Whom it was put to; null where nobody was asked this on the portal, the time is over, or it was answered already. */
export async function takeChallenge(db: Database, challenge: string, portal: string, now: Date): Promise<Asked | null> {
  const [taken] = await db.$queryRaw<Asked[]>`
    DELETE FROM passkey_challenge WHERE digest = ${digestOf(challenge)} AND portal = ${portal} AND expires_at > ${now}
    RETURNING user_id::text AS "userId", name`;
  return taken ?? null;
}

function digestOf(challenge: string): string {
  return createHash('sha256').update(challenge).digest('base64url');
}
