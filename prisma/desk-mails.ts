/**
 * Mails to the surety's own people about the service itself, which belong to no guarantee and to no sign-in: asked for in
 * the transaction that has the reason for them, sent by the worker. Kinds and templates stand in templates/desk-mails.
 */
import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from './database.ts';
import type { Prisma } from './generated/client.ts';

export interface AskedDeskMail {
  /** The name of a template in templates/desk-mails. */
  readonly kind: string;
  /** What it is about, such as a day or a cause: of one kind and occasion everybody gets one mail, ever. */
  readonly occasion: string;
  readonly to: readonly string[];
  /** What the template shows: no key, and no personal data. */
  readonly values: Prisma.InputJsonObject;
}

/** The mails will be sent, each once, however often they are asked for. Returns how many were not asked for before. */
export async function askDeskMails(
  tx: Database | Transaction,
  { kind, occasion, to, values }: AskedDeskMail,
  now: Date,
): Promise<number> {
  const { count } = await tx.deskMail.createMany({
    data: to.map((toAddress) => ({
      id: randomUUID(),
      kind,
      occasion,
      toAddress,
      values,
      sendAgainAt: now,
      createdAt: now,
    })),
    skipDuplicates: true,
  });
  return count;
}

export interface DueDeskMail {
  readonly id: string;
  readonly kind: string;
  readonly toAddress: string;
  readonly values: unknown;
}

/**
 * What is to be sent now. Nobody else takes it for a minute, and longer after each try, up to an hour: a sender that dies
 * leaves it to the next.
 */
export async function takeDueDeskMails(db: Database, now: Date): Promise<DueDeskMail[]> {
  return db.$queryRaw<DueDeskMail[]>`
    UPDATE desk_mail SET tries = tries + 1,
      send_again_at = ${now}::timestamptz + least(interval '1 minute' * power(2, least(tries, 6)), interval '1 hour')
    WHERE id IN (
      SELECT id FROM desk_mail WHERE state = 'waiting' AND send_again_at <= ${now}
      ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    RETURNING id, kind, to_address AS "toAddress", values`;
}

/** The receipt: the server took it, or refused it for good. */
export async function settleDeskMail(db: Database, id: string, state: 'sent' | 'dropped', now: Date): Promise<void> {
  await db.deskMail.updateMany({ where: { id, state: 'waiting' }, data: { state, settledAt: now } });
}
