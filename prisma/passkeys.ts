/** Passkeys of people, and the questions to authenticators that wait for their answers. */
import { randomUUID } from 'node:crypto';
import type { AskedForPasskey as Asked, NewPasskey, PasskeyRow } from '../domain/passkeys.ts';
import type { Database } from './database.ts';
import { uuidForm } from './keyset.ts';

/** Whose passkeys, and on which portal. */
export interface PasskeyOwner {
  readonly userId: string;
  readonly portal: string;
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

/** It opens nothing from now on, and every session of the person on the portal but this one is over. */
export async function removePasskey(
  db: Database,
  { userId, portal, sessionId }: PasskeyOwner & { readonly sessionId: string },
  id: string,
): Promise<void> {
  if (!uuidForm.test(id)) return;
  await db.$transaction([
    db.passkey.deleteMany({ where: { id, userId, portal } }),
    db.session.deleteMany({ where: { userId, portal, id: { not: sessionId } } }),
  ]);
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

/** The question, known by its digest, waits for its answer until then. */
export async function keepChallenge(
  db: Database,
  digest: string,
  asked: Asked & { readonly portal: string },
  expiresAt: Date,
): Promise<void> {
  await db.passkeyChallenge.create({ data: { digest, ...asked, expiresAt } });
}

/** Whom it was put to; null where nobody was asked this on the portal, the time is over, or it was answered already. */
export async function takeChallenge(db: Database, digest: string, portal: string, now: Date): Promise<Asked | null> {
  const [taken] = await db.$queryRaw<Asked[]>`
    DELETE FROM passkey_challenge WHERE digest = ${digest} AND portal = ${portal} AND expires_at > ${now}
    RETURNING user_id::text AS "userId", name`;
  return taken ?? null;
}

/** The passkeys of one portal, as the sign-in asks for them. */
export function passkeyStore(db: Database, portal: string) {
  return {
    list: (userId: string) => listPasskeys(db, { userId, portal }),
    credentials: (userId: string) => credentialsOf(db, { userId, portal }),
    find: (userId: string, id: string) => findPasskey(db, { userId, portal }, id),
    add: (userId: string, made: NewPasskey, now: Date) => addPasskey(db, { userId, portal }, made, now),
    remove: (person: { readonly userId: string; readonly sessionId: string }, id: string) =>
      removePasskey(db, { ...person, portal }, id),
    byCredential: (credentialId: string) => passkeyOf(db, portal, credentialId),
    used: (passkey: { readonly id: string; readonly counter: bigint }, newCounter: number, now: Date) =>
      passkeyUsed(db, passkey, newCounter, now),
    keepQuestion: (digest: string, asked: Asked, expiresAt: Date) =>
      keepChallenge(db, digest, { portal, ...asked }, expiresAt),
    takeQuestion: (digest: string, now: Date) => takeChallenge(db, digest, portal, now),
  };
}
