/** Deadlines of guarantees that were there before there were any: filled in by the sweeper, once, part by part. */
import type { Database } from './database.ts';
import { recomputeInTurn, type ToRecompute } from './deadlines.ts';

const feed = 'deadline-filling';
const batchSize = 200;

/** One part; true when all is done. What is stopped half-way is gone on with, and done twice is the same. */
export async function fillDeadlines(db: Database, now: Date): Promise<boolean> {
  const place = await db.feedCursor.findUnique({ where: { feed } });
  if (place?.cursor === 'done') return true;
  const after = BigInt(place?.cursor ?? '0');
  const found = await db.$queryRaw<(ToRecompute & { position: bigint })[]>`
    SELECT listing.guarantee_id AS id, listing.position, contract.id AS "contractId"
    FROM guarantee_listing listing
    JOIN guarantee ON guarantee.id = listing.guarantee_id
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    WHERE listing.position > ${after} AND listing.stage NOT IN ('declined', 'withdrawn', 'superseded')
      AND (listing.stage NOT IN ('submitted', 'dispatched') OR contract.works_to_on >= ${now}::date)
      AND NOT EXISTS (SELECT 1 FROM deadline WHERE deadline.guarantee_id = listing.guarantee_id)
    ORDER BY listing.position LIMIT ${batchSize}`;
  for (const one of found) await recomputeInTurn(db, one);
  const last = found.at(-1);
  const cursor = found.length < batchSize || last === undefined ? 'done' : String(last.position);
  const data = { cursor, updatedAt: now };
  await db.feedCursor.upsert({ where: { feed }, create: { feed, ...data }, update: data });
  return cursor === 'done';
}

/** That a guarantee ended is a deadline for a month more; then the row has told what it had to tell. */
export async function dropPastEndings(db: Database): Promise<void> {
  await db.$executeRaw`DELETE FROM deadline WHERE kind = 'guarantee-ending' AND due_on < current_date - 31`;
}
