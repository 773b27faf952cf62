/** Seals committed events: one gap-free sequence over all chains, in batches that chain, told by the service's only NOTIFY. */
import type { Database, Transaction } from './database.ts';
import { batchHash } from './event-hashes.ts';

/** The channel on which a new batch is told: its payload is the last position, and nothing else. */
export const sealedChannel = 'hosho_sealed';

/** Any number that nobody else locks in the same database. */
const sealerLock = 4_032_016;

/** How many events are sealed at once. */
const batchSize = 1000;

interface TakenEvent {
  readonly id: string;
  readonly guaranteeId: string | null;
  readonly hash: string;
}

/**
 * Every event that was committed before the call is sealed, or is being sealed by another sealer; returns how many this
 * call sealed. Where nothing waits it is one look at an empty table.
 */
export async function sealEvents(db: Database, now: () => Date): Promise<number> {
  let sealed = 0;
  while ((await db.unsealedEvent.findFirst({ select: { appended: true } })) !== null) {
    const count = await db.$transaction((tx) => sealBatch(tx, now()));
    if (count === 0) break;
    sealed += count;
  }
  return sealed;
}

/**
 * One batch: taken, put in order and told in one transaction, so that a killed sealer leaves nothing half done. Only the
 * holder of the lock takes any, and its statements see what the holder before it committed. Of two events of a chain
 * the later is never visible without the earlier, which has the smaller number: so a chain keeps its order.
 */
async function sealBatch(tx: Transaction, now: Date): Promise<number> {
  if (!(await isOnlySealer(tx))) return 0;
  const events = await takeEvents(tx);
  if (events.length === 0) return 0;
  const head = await tx.sealedBatch.findFirst({ orderBy: { lastPosition: 'desc' } });
  const firstPosition = (head?.lastPosition ?? 0n) + 1n;
  const lastPosition = firstPosition + BigInt(events.length - 1);
  const previousHash = head?.hash ?? '';
  const hash = batchHash(previousHash, events);
  await tx.sealedEvent.createMany({
    data: events.map(({ id, guaranteeId }, index) => ({
      position: firstPosition + BigInt(index),
      eventId: id,
      guaranteeId,
    })),
  });
  await tx.sealedBatch.create({ data: { firstPosition, lastPosition, previousHash, hash, sealedAt: now } });
  await tx.$queryRaw`SELECT pg_notify(${sealedChannel}, ${String(lastPosition)})::text`;
  return events.length;
}

/** Whether the lock is ours until the transaction ends. */
async function isOnlySealer(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<
    { ours: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(${sealerLock}::bigint) AS ours`;
  return row?.ours === true;
}

function takeEvents(tx: Transaction): Promise<TakenEvent[]> {
  return tx.$queryRaw<TakenEvent[]>`
    WITH taken AS (
      DELETE FROM unsealed_event WHERE appended IN (SELECT appended FROM unsealed_event ORDER BY appended LIMIT ${batchSize})
      RETURNING appended, event_id
    )
    SELECT event.id, event.guarantee_id AS "guaranteeId", event.hash
    FROM taken JOIN event ON event.id = taken.event_id ORDER BY taken.appended`;
}
