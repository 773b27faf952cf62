/** The append-only chain of what happened to a guarantee. The words can be erased by law; the chain stays whole. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { canonicalJson } from '../domain/canonical-json.ts';
import type { Transaction } from './database.ts';
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
  let { sequence, hash: previousHash } = guarantee.events[0] ?? { sequence: 0, hash: '' };
  const rows: object[] = [];
  const bodies: object[] = [];
  for (const event of events) {
    const salt = randomBytes(16).toString('hex');
    const row = {
      id: randomUUID(),
      guaranteeId,
      sequence: ++sequence,
      revision: event.revision,
      kind: event.kind,
      actorId: event.actorId,
      occurredAt: now,
      bodyDigest: sha256(salt + canonicalJson(event.content)),
      previousHash,
    };
    const hash = hashOf(row);
    rows.push({ ...row, hash });
    bodies.push({ eventId: row.id, salt, content: event.content });
    previousHash = hash;
  }
  await tx.$executeRaw`
    WITH appended AS (
      INSERT INTO event (id, guarantee_id, sequence, revision, kind, actor_id, occurred_at, body_digest, previous_hash, hash)
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (
        "id" uuid, "guaranteeId" uuid, "sequence" int, "revision" int, "kind" text, "actorId" uuid,
        "occurredAt" timestamptz, "bodyDigest" text, "previousHash" text, "hash" text)
    )
    INSERT INTO event_body (event_id, salt, content)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(bodies)}::jsonb) AS row ("eventId" uuid, "salt" text, "content" jsonb)`;
  guarantee.events = [{ sequence, hash: previousHash }];
}

/** The hash that the next event of the guarantee points back to. */
export function hashOf(event: {
  guaranteeId: string;
  sequence: number;
  revision: number;
  kind: string;
  actorId: string | null;
  occurredAt: Date;
  bodyDigest: string;
  previousHash: string;
}): string {
  const { guaranteeId, sequence, revision, kind, actorId, occurredAt, bodyDigest, previousHash } = event;
  const at = occurredAt.toISOString();
  return sha256(canonicalJson({ guaranteeId, sequence, revision, kind, actorId, at, bodyDigest, previousHash }));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
