/** Mails about a sign-in itself: asked for here, sent by the worker. The token of a link is kept as a digest alone. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { dayInJapan } from '../domain/dates.ts';
import type { Database, Transaction } from './database.ts';
import { suretyCompanyOn } from './registers.ts';

/** A forgotten password; a first one for somebody who was invited. */
export type AccountMailKind = 'password-reset' | 'invitation';
export type AccountPortal = 'net-desk' | 'operations';

/** How long the link of a mail is good, in minutes, from when it is sent. */
export const linkMinutes: Record<AccountMailKind, number> = { 'password-reset': 30, invitation: 7 * 24 * 60 };

/** Between two tries of a mail that the server did not take. */
const againAfterMs = 60_000;

/**
 * The mail will be sent to whoever has this address. Its link, /new-password/…, sets a password: also the first one of a
 * person who was invited, for whom a user with an e-mail address and no account is enough.
 */
export async function askAccountMail(
  db: Database | Transaction,
  mail: { kind: AccountMailKind; portal: AccountPortal; toAddress: string },
  now: Date,
): Promise<void> {
  await db.accountMail.create({ data: { id: randomUUID(), ...mail, sendAgainAt: now, createdAt: now } });
}

export interface DueAccountMail {
  readonly id: string;
  readonly kind: AccountMailKind;
  readonly portal: AccountPortal;
  readonly toAddress: string;
  readonly createdAt: Date;
}

/** What is to be sent now. Nobody else takes it for a minute: a sender that dies leaves it to the next. */
export async function takeDueAccountMails(db: Database, now: Date): Promise<DueAccountMail[]> {
  const again = new Date(now.getTime() + againAfterMs);
  return db.$queryRaw<DueAccountMail[]>`
    UPDATE account_mail SET tries = tries + 1, send_again_at = ${again}
    WHERE id IN (
      SELECT id FROM account_mail WHERE state = 'waiting' AND send_again_at <= ${now}
      ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, portal, to_address AS "toAddress", created_at AS "createdAt"`;
}

/** Who has the address and may come in there, or null. */
export async function receiverOf(
  db: Database,
  { portal, toAddress, createdAt }: DueAccountMail,
): Promise<LinkOwner | null> {
  const user = await db.user.findUnique({ where: { email: toAddress }, include: { contractor: true } });
  if (user === null || user.deactivatedAt !== null) return null;
  if ((portal === 'net-desk') !== user.roles.includes('contractor')) return null;
  const company = user.contractor?.name ?? (await suretyCompanyOn(db, dayInJapan(createdAt))).name;
  return { userId: user.id, name: user.name, email: toAddress, company };
}

/** A new link of this person: its token, told once, here. */
export async function createLink(db: Database, userId: string, kind: AccountMailKind, now: Date): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  const expiresAt = new Date(now.getTime() + linkMinutes[kind] * 60_000);
  await db.verification.create({ data: { id: randomUUID(), identifier: digestOf(token), value: userId, expiresAt } });
  return token;
}

export interface LinkOwner {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly company: string;
}

/** Whose link it is, or null where it is over, was used, or never was. */
export async function ownerOfLink(db: Database, token: string, now: Date): Promise<LinkOwner | null> {
  const link = await db.verification.findFirst({ where: { identifier: digestOf(token), expiresAt: { gt: now } } });
  if (link === null) return null;
  const user = await db.user.findUnique({ where: { id: link.value }, include: { contractor: true } });
  if (user === null || user.email === null || user.deactivatedAt !== null) return null;
  const company = user.contractor?.name ?? (await suretyCompanyOn(db, dayInJapan(now))).name;
  return { userId: user.id, name: user.name, email: user.email, company };
}

/** The server took it, or refused it for good. */
export async function settleAccountMail(db: Database, id: string, state: 'sent' | 'dropped'): Promise<void> {
  await db.accountMail.updateMany({ where: { id, state: 'waiting' }, data: { state } });
}

/** Nobody has the address, or its time is over: nothing is kept of it. */
export async function forgetAccountMail(db: Database, id: string): Promise<void> {
  await db.accountMail.deleteMany({ where: { id } });
}

/** As better-auth looks for it with `storeIdentifier: 'hashed'`. */
function digestOf(token: string): string {
  return createHash('sha256').update(`reset-password:${token}`).digest('base64url');
}
