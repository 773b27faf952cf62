/** After a register by which submissions are due changed: the deadlines of all that is under way, by the sweeper, part by part. */
import { isEnd, stageNames } from '../domain/stages.ts';
import { type Database, plannedForItsValues } from './database.ts';
import { recomputeDeadlines } from './deadlines.ts';
import { lockShared } from './shared-facts.ts';

const feed = 'deadline-renewal';
const batchSize = 100;
const underWay = stageNames.filter((stage) => !isEnd(stage));

/** Does the same for each, as its caller sees fit: one that fails stops no other. */
export type ForEach = <Item>(items: readonly Item[], act: (item: Item) => Promise<void>) => Promise<void>;

/**
 * One part; true when every deadline follows the registers as they stand. What is stopped half-way is gone on with; a
 * change in between begins anew; one that failed keeps its days until then. The day a fee is due stays: it was told to
 * the payer.
 */
export async function renewDeadlines(db: Database, now: Date, forEach: ForEach): Promise<boolean> {
  const place = await db.feedCursor.findUnique({ where: { feed } });
  const standing = await registersStanding(db);
  const [kept, at = '0'] = place?.cursor?.split(' ') ?? [];
  if (kept === standing && at === 'done') return true;
  const after = BigInt(kept === standing ? at : 0);
  const found = await db.$queryRaw<{ id: string; position: bigint; contractId: string }[]>`${plannedForItsValues}
    SELECT listing.guarantee_id AS id, listing.position, guarantee.construction_contract_id AS "contractId"
    FROM guarantee_listing listing JOIN guarantee ON guarantee.id = listing.guarantee_id
    WHERE listing.position > ${after} AND listing.stage = ANY (${underWay}::text[])
    ORDER BY listing.position LIMIT ${batchSize}`;
  await forEach(found, ({ id, contractId }) =>
    db.$transaction(async (tx) => {
      await lockShared(tx, id);
      await recomputeDeadlines(tx, contractId);
    }),
  );
  const last = found.at(-1);
  const isDone = found.length < batchSize || last === undefined;
  const data = { cursor: `${standing} ${isDone ? 'done' : last.position}`, updatedAt: now };
  await db.feedCursor.upsert({ where: { feed }, create: { feed, ...data }, update: data });
  return isDone;
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
