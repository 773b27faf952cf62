/** The audit log as it is verified: the sealed sequence, its batches, and all chains, page by page, exactly as the rows stand. */
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';
import { toDay } from './days.ts';
import { Prisma } from './generated/client.ts';

/** Rows of a page: large enough that a million are read in minutes, small enough that one is answered at once. */
export const verifiedPageSize = 1000;

/** Where the sealed sequence ends, and the heads of days as they were mailed. */
export async function auditHeads(db: Database) {
  const head = await db.sealedBatch.findFirst({ orderBy: { lastPosition: 'desc' } });
  const days = await db.dailyHead.findMany({ orderBy: { day: 'asc' } });
  return {
    head: head === null ? null : { position: Number(head.lastPosition), hash: head.hash, sealedAt: head.sealedAt },
    days: days.map(({ day, position, hash }) => ({ day: toDay(day), position: Number(position), hash })),
  };
}

/** The places of the sequence after this one, each with the hash that its event's row has; null where there is no such row. */
export async function sealedPlaces(db: Database, after: number) {
  const rows = await db.$queryRaw<{ position: bigint; eventId: string; hash: string | null }[]>`
    SELECT sealed.position, sealed.event_id AS "eventId", event.hash
    FROM (SELECT * FROM sealed_event WHERE position > ${after} ORDER BY position LIMIT ${verifiedPageSize}) sealed
    LEFT JOIN event ON event.id = sealed.event_id ORDER BY sealed.position`;
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** The batches that end after this place. */
export async function sealedBatches(db: Database, after: number) {
  const rows = await db.sealedBatch.findMany({
    where: { lastPosition: { gt: after } },
    orderBy: { lastPosition: 'asc' },
    take: verifiedPageSize,
  });
  return rows.map((row) => ({
    ...row,
    firstPosition: Number(row.firstPosition),
    lastPosition: Number(row.lastPosition),
  }));
}

interface ChainRow {
  readonly id: string;
  readonly guaranteeId: string | null;
  readonly subject: string | null;
  readonly sequence: number;
  readonly revision: number;
  readonly kind: string;
  readonly actorId: string | null;
  readonly occurredAt: Date;
  readonly bodyDigest: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly position: bigint | null;
  readonly salt: string | null;
  readonly content: unknown;
}

/** Every event with its words and its place, chain by chain: the guarantees' first, then those of subjects. */
export async function chainedEvents(db: Database, cursor: string | undefined) {
  const place = placeOf(cursor);
  const rows = 'guaranteeId' in place ? await ofGuarantees(db, place) : await ofSubjects(db, place);
  const last = rows.at(-1);
  const isWhole = rows.length === verifiedPageSize && last !== undefined;
  const nextCursor = isWhole ? cursorOf(last) : 'guaranteeId' in place ? firstSubject : null;
  return {
    events: rows.map(({ salt, content, position, ...event }) => ({
      ...event,
      position: position === null ? null : Number(position),
      words: salt === null ? null : { salt, content },
    })),
    nextCursor,
  };
}

type Place =
  | { readonly guaranteeId: string; readonly sequence: number }
  | { readonly subject: string; readonly sequence: number };

const firstSubject = Buffer.from(JSON.stringify(['', 0, 'subject'])).toString('base64url');

function cursorOf({ guaranteeId, subject, sequence }: ChainRow): string {
  const parts = subject === null ? [guaranteeId, sequence] : [subject, sequence, 'subject'];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Refuses: `cursor-must-be-one-of-ours`. */
function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return { guaranteeId: '00000000-0000-0000-0000-000000000000', sequence: 0 };
  try {
    const [owner, sequence, kind] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof owner !== 'string' || !Number.isInteger(sequence)) throw new TypeError('not a place');
    const place = { sequence: sequence as number };
    if (kind === 'subject') return { subject: owner, ...place };
    if (/^[0-9a-f-]{36}$/.test(owner)) return { guaranteeId: owner, ...place };
    throw new TypeError('not a place');
  } catch {
    throw new Refusal('cursor-must-be-one-of-ours');
  }
}

function ofGuarantees(db: Database, { guaranteeId, sequence }: { guaranteeId: string; sequence: number }) {
  return chained(
    db,
    Prisma.sql`(guarantee_id, sequence) > (${guaranteeId}::uuid, ${sequence}::int)`,
    Prisma.sql`guarantee_id, sequence`,
  );
}

function ofSubjects(db: Database, { subject, sequence }: { subject: string; sequence: number }) {
  return chained(
    db,
    Prisma.sql`(subject, sequence) > (${subject}::text, ${sequence}::int)`,
    Prisma.sql`subject, sequence`,
  );
}

function chained(db: Database, beyond: Prisma.Sql, order: Prisma.Sql): Promise<ChainRow[]> {
  return db.$queryRaw<ChainRow[]>`
    SELECT event.id, guarantee_id AS "guaranteeId", subject, sequence, revision, kind, actor_id AS "actorId",
      occurred_at AS "occurredAt", body_digest AS "bodyDigest", previous_hash AS "previousHash", hash,
      (SELECT position FROM sealed_event WHERE event_id = event.id), body.salt, body.content
    FROM (SELECT * FROM event WHERE ${beyond} ORDER BY ${order} LIMIT ${verifiedPageSize}) event
    LEFT JOIN event_body body ON body.event_id = event.id
    ORDER BY ${order}`;
}
