/** Inviting people into a company by mail. What it answers never tells whether an address belongs to somebody elsewhere. */
import { randomUUID } from 'node:crypto';
import type { InvitationWish } from '../domain/invitation.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Right } from '../domain/rights.ts';
import type { Reader } from '../domain/scopes.ts';
import { askAccountMail, linkMinutes } from './account-mails.ts';
import { asOneOfTheCompany } from './company-users.ts';
import type { Database, Transaction } from './database.ts';
import { uuidForm } from './keyset.ts';

export interface CompanyInvitation {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly right: Right;
  readonly sentAt: Date;
  /** Until when the link of the mail is good. */
  readonly until: Date;
}

/** Mails that a company's invitations may cause within an hour. */
const anHour = { mails: 30, ms: 3_600_000 };

/** A mail to the same person again, after so long. A press sooner is the same press. */
const againAfterMs = 60_000;

/** Those who were invited and have not come in, newest first. */
export async function listInvitations(db: Database, reader: Reader): Promise<readonly CompanyInvitation[]> {
  const rows = await db.invitation.findMany({ where: open(reader), orderBy: [{ invitedAt: 'desc' }, { id: 'asc' }] });
  const cameIn = await thoseWhoCameIn(db, rows);
  return rows.filter(({ userId }) => userId === null || !cameIn.has(userId)).map(companyInvitation);
}

/** An invitation that is open. Refuses: `invitation-must-be-open`, also where it is another company's. */
export async function readInvitation(
  db: Database | Transaction,
  reader: Reader,
  id: string,
): Promise<CompanyInvitation & { readonly userId: string | null }> {
  const row = uuidForm.test(id) ? await db.invitation.findFirst({ where: { ...open(reader), id } }) : null;
  if (row === null || (await thoseWhoCameIn(db, [row])).size > 0) throw new Refusal('invitation-must-be-open');
  return { ...companyInvitation(row), userId: row.userId };
}

/**
 * The person is invited, and a mail goes out, where the address is nobody's yet.
 *
 * Refuses, in the field `email`: `person-must-be-new-to-the-company`, `person-must-be-reactivated`, `invitation-must-be-new`;
 * `invitations-must-be-few`.
 */
export async function invite(
  db: Database,
  reader: Reader,
  wish: InvitationWish,
  invitedById: string,
  now: Date,
): Promise<void> {
  const contractorId = reader.contractorId as string;
  await asOneOfTheCompany(db, reader, async (tx) => {
    const earlier = await tx.invitation.findFirst({ where: { ...open(reader), email: wish.email } });
    const colleague = await tx.user.findFirst({
      where: { email: wish.email, contractorId },
      select: { deactivatedAt: true, _count: { select: { accounts: true } } },
    });
    const refuse = (
      name: 'person-must-be-new-to-the-company' | 'person-must-be-reactivated' | 'invitation-must-be-new',
    ) => new Refusal(name, { field: 'email' });
    if (colleague !== null && colleague._count.accounts > 0) {
      throw refuse(
        colleague.deactivatedAt === null ? 'person-must-be-new-to-the-company' : 'person-must-be-reactivated',
      );
    }
    if (earlier !== null) {
      if (now.getTime() - earlier.invitedAt.getTime() < againAfterMs) return; // pressed twice
      throw refuse('invitation-must-be-new');
    }
    await keepFew(tx, reader, now);
    const userId = await makePerson(tx, contractorId, wish);
    const times = { invitedAt: now, sentAt: now };
    await tx.invitation.create({ data: { id: randomUUID(), contractorId, ...wish, userId, invitedById, ...times } });
    if (userId !== null) await mailTo(tx, wish.email, now);
  });
}

/** The mail goes again, with a link of its own. Refuses: `invitation-must-be-open`, `invitations-must-be-few`. */
export async function inviteAgain(db: Database, reader: Reader, id: string, now: Date): Promise<void> {
  await asOneOfTheCompany(db, reader, async (tx) => {
    const invitation = await readInvitation(tx, reader, id);
    if (now.getTime() - invitation.sentAt.getTime() < againAfterMs) return; // the one that has just gone
    await keepFew(tx, reader, now);
    const { email, name, right } = invitation;
    const userId = invitation.userId ?? (await makePerson(tx, reader.contractorId as string, { email, name, right }));
    await tx.invitation.update({ where: { id }, data: { sentAt: now, userId } });
    if (userId !== null) await mailTo(tx, email, now);
  });
}

/** The link opens nothing any more, and the address is free again. Refuses: `invitation-must-be-open`. */
export async function withdrawInvitation(db: Database, reader: Reader, id: string, now: Date): Promise<void> {
  await asOneOfTheCompany(db, reader, async (tx) => {
    const { userId } = await readInvitation(tx, reader, id);
    await tx.invitation.update({ where: { id }, data: { withdrawnAt: now } });
    if (userId === null) return;
    await tx.user.update({ where: { id: userId }, data: { email: null, right: null, deactivatedAt: now } });
    await tx.verification.deleteMany({ where: { value: userId } });
  });
}

/** A person who has yet to set a password; null where somebody has the address. */
async function makePerson(
  tx: Transaction,
  contractorId: string,
  { email, name, right }: InvitationWish,
): Promise<string | null> {
  const person = { id: randomUUID(), name, email, right, contractorId, roles: ['contractor'] };
  const { count } = await tx.user.createMany({ data: person, skipDuplicates: true });
  return count === 0 ? null : person.id;
}

async function keepFew(tx: Transaction, reader: Reader, now: Date): Promise<void> {
  const since = new Date(now.getTime() - anHour.ms);
  const where = { contractorId: reader.contractorId as string, sentAt: { gt: since } };
  if ((await tx.invitation.count({ where })) >= anHour.mails) throw new Refusal('invitations-must-be-few');
}

function mailTo(tx: Transaction, toAddress: string, now: Date): Promise<void> {
  return askAccountMail(tx, { kind: 'invitation', portal: 'net-desk', toAddress }, now);
}

function open(reader: Reader) {
  return { contractorId: reader.contractorId as string, withdrawnAt: null };
}

/** Of those invited, who have set a password. */
async function thoseWhoCameIn(db: Database | Transaction, rows: readonly { userId: string | null }[]) {
  const ids = rows.flatMap(({ userId }) => (userId === null ? [] : [userId]));
  const users = await db.user.findMany({ where: { id: { in: ids }, accounts: { some: {} } }, select: { id: true } });
  return new Set(users.map(({ id }) => id));
}

function companyInvitation(row: { id: string; name: string; email: string; right: string; sentAt: Date }) {
  const { id, name, email, sentAt } = row;
  const until = new Date(sentAt.getTime() + linkMinutes.invitation * 60_000);
  return { id, name, email, right: row.right as Right, sentAt, until };
}
