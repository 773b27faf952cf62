/** Messages between contractor and branch: written once, never changed, read by both sides, unread until a person has seen them. */
import { createHash, randomUUID } from 'node:crypto';
import type { MessageContent, MessageSide } from '../domain/messages.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { KeptAnswer } from './answers.ts';
import { actOnce } from './case-acts.ts';
import type { NewCommand } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { scopeOf } from './followed-guarantees.ts';

/** Which side a reader writes for. */
export function sideOf({ staff }: Reader): MessageSide {
  return staff ? 'surety' : 'contractor';
}

export interface NewMessage {
  readonly guaranteeId: string;
  readonly side: MessageSide;
  readonly byId: string;
  readonly words: string;
  readonly correctionRequestId: string | null;
}

/**
 * Writes the message, and with it the answer to a correction request where it names one.
 *
 * Refuses: as `actOnce`; `correction-request-must-exist` where it names none of this guarantee, or a contractor answers.
 */
export function writeMessage(
  db: Database,
  reader: Reader,
  sent: NewCommand & { readonly guaranteeId: string; readonly userId: string },
  { words, correctionRequestId }: MessageContent,
  tell: (message: { id: string; side: MessageSide; writtenAt: Date }) => KeptAnswer,
  now: Date,
): Promise<KeptAnswer> {
  const { guaranteeId, userId } = sent;
  const side = sideOf(reader);
  return actOnce(
    db,
    reader,
    sent,
    async (tx) => {
      if (correctionRequestId !== undefined) {
        const asked = await tx.correctionRequest.count({ where: { id: correctionRequestId, guaranteeId } });
        if (asked === 0 || side !== 'surety') throw new Refusal('correction-request-must-exist');
      }
      const message = { guaranteeId, side, byId: userId, words, correctionRequestId: correctionRequestId ?? null };
      const id = await addMessage(tx, message, now);
      const content = { messageId: id, side, wordsDigest: createHash('sha256').update(`${id}${words}`).digest('hex') };
      return { event: { kind: 'message', content }, answer: tell({ id, side, writtenAt: now }) };
    },
    now,
  );
}

/** The message's row. Returns its id. */
export async function addMessage(tx: Transaction, message: NewMessage, now: Date): Promise<string> {
  const id = randomUUID();
  await tx.message.create({ data: { id, ...message, writtenAt: now } });
  return id;
}

/** The messages of a guarantee that the reader may see, oldest first. Staff are named to staff alone. */
export async function messagesOf(db: Database, reader: Reader, guaranteeId: string) {
  const rows = await db.message.findMany({ where: { guaranteeId }, orderBy: [{ writtenAt: 'asc' }, { id: 'asc' }] });
  const people = await db.user.findMany({
    where: { id: { in: [...new Set(rows.map(({ byId }) => byId))] } },
    select: { id: true, name: true },
  });
  return rows.map(({ id, side, byId, words, writtenAt, correctionRequestId }) => {
    const name = people.find((person) => person.id === byId)?.name ?? null;
    return {
      id,
      side: side as MessageSide,
      by: side === 'surety' && !reader.staff ? null : name,
      words,
      writtenAt,
      correctionRequestId,
    };
  });
}

/** The person has now read what stands there. */
export async function markRead(db: Database, guaranteeId: string, userId: string, now: Date): Promise<void> {
  const where = { guaranteeId_userId: { guaranteeId, userId } };
  await db.messageReading.upsert({
    where,
    create: { guaranteeId, userId, readAt: now },
    update: { readAt: now },
  });
}

/** Up to when the person has read; null: never. */
export async function readUpTo(db: Database, guaranteeId: string, userId: string): Promise<Date | null> {
  const where = { guaranteeId_userId: { guaranteeId, userId } };
  return (await db.messageReading.findUnique({ where }))?.readAt ?? null;
}

export interface Unread {
  readonly id: string;
  readonly guaranteeNumber: string | null;
  readonly product: Product;
  readonly projectName: string;
  readonly authorityName: string;
  readonly count: number;
  readonly words: string;
}

/** The guarantees with words of the branch that this person has not seen, newest first; and the newest of those words. */
export async function unreadMessages(db: Database, reader: Reader, userId: string, limit: number): Promise<Unread[]> {
  const rows = await db.$queryRaw<(Omit<Unread, 'count'> & { count: bigint })[]>`
    SELECT guarantee.id, guarantee.guarantee_number AS "guaranteeNumber", guarantee.product,
      contract.project_name AS "projectName", authority.name AS "authorityName", count(*) AS count,
      (array_agg(message.words ORDER BY message.written_at DESC))[1] AS words
    FROM message
    JOIN guarantee ON guarantee.id = message.guarantee_id
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    JOIN authority ON authority.id = guarantee.authority_id
    LEFT JOIN message_reading reading
      ON reading.guarantee_id = message.guarantee_id AND reading.user_id = ${userId}::uuid
    WHERE message.side = 'surety' AND ${scopeOf(reader)}
      AND (reading.read_at IS NULL OR message.written_at > reading.read_at)
    GROUP BY guarantee.id, contract.project_name, authority.name
    ORDER BY max(message.written_at) DESC LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
