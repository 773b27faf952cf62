/** Bulk retries: previewed, confirmed, paused, resumed, cancelled by people. What is chosen is frozen in the items. */
import { randomUUID } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import {
  type BulkCounts,
  type BulkItemState,
  type BulkRetryState,
  bulkItemStates,
  isOver,
  isUnderWay,
  stateGoingOn,
} from '../domain/bulk-retry.ts';
import type { Day } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { byOf, recordAct } from './acts.ts';
import { type ChosenSize, chosenIncidents, missesTodayRows, type Selection } from './bulk-retry-selection.ts';
import type { Database, Transaction } from './database.ts';
import type { BulkRetry, Prisma } from './generated/client.ts';
import { visibleTo } from './visibility.ts';

export interface Preview {
  readonly selection: Selection;
  readonly reason: string;
  readonly perMinute: number;
}

/**
 * The id of a new bulk retry whose items are all that is open now, in the order of urgency, whatever their number. Nothing
 * is sent before it is confirmed. Refuses: `selection-must-hold-open-incidents`.
 *
 * The items' order is `byUrgency` of the domain, spelled for the database, so that no number of them is too many to sort.
 */
export async function previewBulkRetry(
  tx: Transaction,
  { selection, reason, perMinute }: Preview,
  reader: Reader,
  by: ActedBy & { readonly userId: string },
  today: Day,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const misses = missesTodayRows(today);
  const taken = await tx.$executeRaw`
    WITH chosen AS MATERIALIZED (
      SELECT incident.id, incident.amount_yen, ${misses} AS misses_today, row_number() OVER (
        ORDER BY ${misses} DESC, incident.due_on ASC NULLS LAST, incident.amount_yen DESC, incident.id) AS place
      FROM incident WHERE ${await chosenIncidents(tx, selection, reader, today)}
    ), begun AS (
      INSERT INTO bulk_retry (id, selection, reason, by_id, per_minute, state, previewed_at)
      SELECT ${id}::uuid, ${JSON.stringify(selection)}::jsonb, ${reason}, ${by.userId}::uuid, ${perMinute}::int,
        'previewed', ${now}::timestamptz
      WHERE EXISTS (SELECT 1 FROM chosen)
    )
    INSERT INTO bulk_retry_item (bulk_retry_id, incident_id, place, misses_today, amount_yen, state)
    SELECT ${id}::uuid, chosen.id, chosen.place, chosen.misses_today, chosen.amount_yen, 'waiting' FROM chosen`;
  if (taken === 0) throw new Refusal('selection-must-hold-open-incidents');
  return id;
}

/** What it took when it was previewed, of whichever branch. */
export async function sizeOfBulkRetry(tx: Transaction, bulkRetryId: string): Promise<ChosenSize> {
  const sum = (where: Prisma.BulkRetryItemWhereInput) =>
    tx.bulkRetryItem.aggregate({ where, _count: true, _sum: { amountYen: true } });
  const [all, today] = [await sum({ bulkRetryId }), await sum({ bulkRetryId, missesToday: true })];
  const [yen, yenToday] = [all, today].map(({ _sum }) => Number(_sum.amountYen ?? 0n)) as [number, number];
  return { total: all._count, amountYen: yen, missesToday: today._count, missesTodayYen: yenToday };
}

/** What people do with a bulk retry, and from which states. */
const acts = {
  confirm: { from: (state: BulkRetryState) => state === 'previewed', kind: 'bulk-retry-confirmed' },
  pause: { from: isUnderWay, kind: 'bulk-retry-paused' },
  resume: { from: (state: BulkRetryState) => state === 'paused', kind: 'bulk-retry-resumed' },
  cancel: { from: (state: BulkRetryState) => !isOver(state), kind: 'bulk-retry-cancelled' },
  pace: { from: (state: BulkRetryState) => !isOver(state), kind: 'bulk-retry-paced' },
} as const;
export type BulkRetryAct = keyof typeof acts;

/**
 * The bulk retry stands as it was told to, and the audit log says who told it. After a pause it begins with a canary again
 * unless the canary was through.
 *
 * Staff of some branches decide about their own ones alone, as long as these hold no case of another branch.
 *
 * Refuses: `bulk-retry-must-exist`, `bulk-retry-must-allow-this`.
 */
export async function actOnBulkRetry(
  tx: Transaction,
  id: string,
  act: BulkRetryAct,
  { perMinute }: { perMinute?: number | undefined },
  reader: Reader,
  by: ActedBy,
  now: Date,
): Promise<BulkRetryState> {
  const row = await lockBulkRetry(tx, id);
  const mayDecide = reader.branches === 'all' || (row?.byId === by.userId && !(await reachesBeyond(tx, id, reader)));
  if (row === null || !mayDecide) throw new Refusal('bulk-retry-must-exist');
  const before = row.state as BulkRetryState;
  if (!acts[act].from(before)) throw new Refusal('bulk-retry-must-allow-this');
  const goesOn = act === 'confirm' || act === 'resume';
  const state = goesOn ? stateGoingOn(await countsOf(tx, id)) : after(act, before);
  await tx.bulkRetry.update({
    where: { id },
    data: {
      state,
      ...(act === 'confirm' ? { confirmedAt: now } : {}),
      ...(goesOn ? { confirmedById: by.userId, actedBy: byOf(by) } : {}),
      ...(act === 'cancel' && before === 'previewed' ? { finishedAt: now } : {}),
      ...(perMinute === undefined ? {} : { perMinute, nextBatchAt: null }),
    },
  });
  const told = { state, perMinute: perMinute ?? row.perMinute };
  await recordAct(
    tx,
    {
      subject: `bulk-retry/${id}`,
      kind: acts[act].kind,
      actor: by,
      before: { state: before, perMinute: row.perMinute },
      after: told,
      reason: row.reason,
    },
    now,
  );
  return state;
}

/** Whether it holds an incident that does not exist for the reader: who made it may have had more branches then. */
async function reachesBeyond(tx: Transaction, bulkRetryId: string, reader: Reader): Promise<boolean> {
  const where = { bulkRetryId, NOT: { incident: { guarantee: visibleTo(reader) } } };
  return (await tx.bulkRetryItem.findFirst({ where, select: { place: true } })) !== null;
}

function after(act: BulkRetryAct, before: BulkRetryState): BulkRetryState {
  if (act === 'pause') return 'paused';
  return act === 'cancel' ? 'cancelled' : before;
}

/** The row, locked until the transaction ends: people and the workflow take turns. Null where there is none. */
export async function lockBulkRetry(tx: Transaction, id: string): Promise<BulkRetry | null> {
  await tx.$queryRaw`SELECT 1 FROM bulk_retry WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.bulkRetry.findUnique({ where: { id } });
}

/** How many items stand in each state; `among`: of these alone. */
export async function countsOf(
  tx: Database | Transaction,
  bulkRetryId: string,
  among: Prisma.BulkRetryItemWhereInput = {},
): Promise<BulkCounts> {
  const where = { AND: [{ bulkRetryId }, among] };
  const groups = await tx.bulkRetryItem.groupBy({ by: ['state'], where, _count: true });
  const counts = new Map(groups.map(({ state, _count }) => [state as BulkItemState, _count]));
  return Object.fromEntries(bulkItemStates.map((state) => [state, counts.get(state) ?? 0])) as BulkCounts;
}
