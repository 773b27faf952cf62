/** Mails about a sign-in itself: asked for here, sent by the worker. The token of a link is kept as a digest alone. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Database, Transaction } from './database.ts';
import { suretyCompanyOn } from './registers.ts';

/** A forgotten password; a first one for somebody who was invited. Each has a link, which sets a password. */
export type LinkMailKind = 'password-reset' | 'invitation';
/** The person is told, too, that the password was changed. */
export type AccountMailKind = LinkMailKind | 'password-changed';
export type AccountPortal = 'net-desk' | 'operations';

/** How long the link of a mail is good, in minutes, from when it is sent. */
export const linkMinutes: Record<LinkMailKind, number> = { 'password-reset': 30, invitation: 7 * 24 * 60 };

/** How long a mail is worth trying, in minutes. */
const worthMinutes: Record<AccountMailKind, number> = { ...linkMinutes, 'password-changed': 24 * 60 };

/** Between two tries of a mail that the server did not take. */
const againAfterMs = 60_000;

/**
 * The mail will be sent to whoever has this address. Its link, /new-password/…, sets a password: also the first one of a
 * person who was invited, for whom a user with an e-mail address and no account is enough.
 */
export async function askAccountMail(
  db: Database | Transaction,
  mail: { kind: LinkMailKind; portal: AccountPortal; toAddress: string },
  now: Date,
): Promise<void> {
  await db.accountMail.create({ data: { id: randomUUID(), ...mail, sendAgainAt: now, createdAt: now } });
}

/**
 * The password is changed, and a mail will tell its person. The mail is written down first and waits: a process that stops in
 * between leaves it to the worker, which sends it where the password has changed since, and else forgets it.
 *
 * Refuses: what the change refuses; then no mail goes.
 */
export async function changeToldByMail<T>(
  db: Database,
  to: { readonly portal: AccountPortal; readonly toAddress: string },
  change: () => Promise<T>,
): Promise<T> {
  const [id, createdAt] = [randomUUID(), new Date()];
  const sendAgainAt = new Date(createdAt.getTime() + againAfterMs);
  await db.accountMail.create({ data: { id, kind: 'password-changed', ...to, sendAgainAt, createdAt } });
  const changed = await change().catch(async (error: unknown) => {
    if (error instanceof Refusal) await forgetAccountMail(db, id);
    throw error;
  });
  await db.accountMail.updateMany({ where: { id, tries: 0 }, data: { sendAgainAt: new Date() } });
  return changed;
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

/** Whether it comes too late: the link that it was asked for would be over, or the news is old. */
export function isOver({ kind, createdAt }: DueAccountMail, now: Date): boolean {
  return now.getTime() - createdAt.getTime() > worthMinutes[kind] * 60_000;
}

/** Who has the address and may come in there, or null. Of a changed password: null, too, where it was not changed. */
export async function receiverOf(
  db: Database,
  { kind, portal, toAddress, createdAt }: DueAccountMail,
): Promise<LinkOwner | null> {
  const user = await db.user.findUnique({ where: { email: toAddress }, include: { contractor: true } });
  if (user === null || user.deactivatedAt !== null) return null;
  if ((portal === 'net-desk') !== user.roles.includes('contractor')) return null;
  if (kind === 'password-changed' && !(await isChangedSince(db, user.id, createdAt))) return null;
  const company = user.contractor?.name ?? (await suretyCompanyOn(db, dayInJapan(createdAt))).name;
  return { userId: user.id, name: user.name, email: toAddress, company };
}

async function isChangedSince(db: Database, userId: string, since: Date): Promise<boolean> {
  const where = { userId, providerId: 'credential', updatedAt: { gte: since } };
  return (await db.account.count({ where })) > 0;
}

/** A new link of this person: its token, told once, here. */
export async function createLink(db: Database, userId: string, kind: LinkMailKind, now: Date): Promise<string> {
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
