/** After a register by which submissions are due changed: the deadlines of all that is under way, by the sweeper, part by part. */
import { isEnd, stageNames } from '../domain/stages.ts';
import { type Database, plannedForItsValues } from './database.ts';
import { recomputeInTurn, type ToRecompute } from './deadlines.ts';

const feed = 'deadline-renewal';
const batchSize = 100;
const underWay = stageNames.filter((stage) => !isEnd(stage));

/** A round ends before its time limit, whoever holds the cases' locks. */
const roundMs = 20_000;

/**
 * One part; true when every deadline follows the registers as they stand. What is stopped half-way is gone on with, and a
 * change in between begins anew. A case that fails stops no other and is told to `onFailure`; the pass that it was in is
 * done again. The day a fee is due stays: it was told to the payer.
 */
export async function renewDeadlines(db: Database, now: Date, onFailure: (error: unknown) => void): Promise<boolean> {
  const place = await db.feedCursor.findUnique({ where: { feed } });
  const standing = await registersStanding(db);
  const [kept, at = '0', outcome] = place?.cursor?.split(' ') ?? [];
  const isGoingOn = kept === standing;
  if (isGoingOn && at === 'done') return true;
  const found = await db.$queryRaw<(ToRecompute & { position: bigint })[]>`${plannedForItsValues}
    SELECT listing.guarantee_id AS id, listing.position, guarantee.construction_contract_id AS "contractId"
    FROM guarantee_listing listing JOIN guarantee ON guarantee.id = listing.guarantee_id
    WHERE listing.position > ${BigInt(isGoingOn ? at : 0)} AND listing.stage = ANY (${underWay}::text[])
    ORDER BY listing.position LIMIT ${batchSize}`;
  const end = Date.now() + roundMs;
  const tried: typeof found = [];
  const contracts = new Set<string>(); // of several guarantees each: computed together, once
  let failed = isGoingOn && outcome === 'failed';
  for (const one of found) {
    if (Date.now() > end) break;
    tried.push(one);
    if (contracts.has(one.contractId)) continue;
    contracts.add(one.contractId);
    try {
      await recomputeInTurn(db, one);
    } catch (error) {
      failed = true;
      onFailure(error);
    }
  }
  const isOver = found.length < batchSize && tried.length === found.length;
  const next = isOver ? (failed ? '0' : 'done') : `${tried.at(-1)?.position ?? at}${failed ? ' failed' : ''}`;
  const data = { cursor: `${standing} ${next}`, updatedAt: now };
  await db.feedCursor.upsert({ where: { feed }, create: { feed, ...data }, update: data });
  return next === 'done';
}

/** A digest of what scheduleRuleOn and openingsOn read: another one where any row changed. */
async function registersStanding(db: Database): Promise<string> {
  const [row] = await db.$queryRaw<{ digest: string }[]>`
    SELECT md5(concat_ws('|',
      (SELECT string_agg(one::text, ',' ORDER BY one::text) FROM closed_calendar one),
      (SELECT string_agg(one::text, ',' ORDER BY one::text) FROM closed_day one),
      (SELECT string_agg(one::text, ',' ORDER BY one::text) FROM branch_reception one),
      (SELECT string_agg(one::text, ',' ORDER BY one::text) FROM schedule_rule one),
      (SELECT string_agg(one::text, ',' ORDER BY one::text) FROM submission_profile one))) AS digest`;
  return row?.digest ?? '';
}
