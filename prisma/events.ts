/** The append-only chains of what happened: one a guarantee, one a subject of any other act. The words can be erased by law; the chains stay whole. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Transaction } from './database.ts';
import { bodyDigestOf, hashOf } from './event-hashes.ts';
import type { Prisma } from './generated/client.ts';

export interface NewEvent {
  readonly revision: number;
  readonly kind: string;
  readonly actorId: string | null;
  /** Stage before and after, reason, channel: what may be erased by law one day. */
  readonly content: Prisma.InputJsonObject;
}

/** A guarantee's chain, with its last event: read under the lock, and kept current by what is appended. None yet: an empty list. */
export interface Chain {
  readonly guaranteeId: string;
  readonly guarantee: { events: { readonly sequence: number; readonly hash: string }[] };
}

/** How a query of a guarantee's row brings the end of its chain along. */
export const chainEnd = {
  orderBy: { sequence: 'desc' },
  take: 1,
  select: { sequence: true, hash: true },
} satisfies Prisma.Guarantee$eventsArgs;

/** The chain of a guarantee whose row the transaction has locked already. */
export async function chainOf(tx: Transaction, guaranteeId: string): Promise<Chain> {
  return { guaranteeId, guarantee: { events: await tx.event.findMany({ where: { guaranteeId }, ...chainEnd }) } };
}

/**
 * Appends events to the guarantee's chain. The caller's transaction holds the guarantee's row lock,
 * so the sequence has no gap and no twin.
 */
export async function appendEvents(
  tx: Transaction,
  { guaranteeId, guarantee }: Chain,
  events: readonly NewEvent[],
  now: Date,
): Promise<void> {
  guarantee.events = [await appendTo(tx, { guaranteeId }, guarantee.events[0], events, now)];
}

/** Whose chain: a guarantee's, or that of a subject of other acts. */
export type ChainOwner = { readonly guaranteeId: string } | { readonly subject: string };

interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

/** Appends to any chain, whose end was read under a lock that the transaction holds. Returns where it ends now. */
export async function appendTo(
  tx: Transaction,
  owner: ChainOwner,
  end: ChainEnd | undefined,
  events: readonly NewEvent[],
  now: Date,
): Promise<ChainEnd> {
  let { sequence, hash: previousHash } = end ?? { sequence: 0, hash: '' };
  const rows: object[] = [];
  const bodies: object[] = [];
  for (const event of events) {
    const salt = randomBytes(16).toString('hex');
    const row = {
      id: randomUUID(),
      ...owner,
      sequence: ++sequence,
      revision: event.revision,
      kind: event.kind,
      actorId: event.actorId,
      occurredAt: now,
      bodyDigest: bodyDigestOf(salt, event.content),
      previousHash,
    };
    const hash = hashOf(row);
    rows.push({ ...row, hash });
    bodies.push({ eventId: row.id, salt, content: event.content });
    previousHash = hash;
  }
  await tx.$executeRaw`
    WITH appended AS (
      INSERT INTO event (id, guarantee_id, subject, sequence, revision, kind, actor_id, occurred_at, body_digest, previous_hash, hash)
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
        "id" uuid, "guaranteeId" uuid, "subject" text, "sequence" int, "revision" int, "kind" text, "actorId" uuid,
        "occurredAt" timestamptz, "bodyDigest" text, "previousHash" text, "hash" text)
    )
    INSERT INTO event_body (event_id, salt, content)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb) AS row ("eventId" uuid, "salt" text, "content" jsonb)`;
  return { sequence, hash: previousHash };
}
