/** What the workflow of a bulk retry reads and writes: outcomes, the next batch, where it stands. All safe to repeat. */
import {
  type BulkCounts,
  type BulkRetryState,
  isOver,
  isUnderWay,
  lookAgainAfter,
  mayBeSent,
  outcomeOf,
  pauseAfter,
  type SentItem,
  stateBy,
} from '../domain/bulk-retry.ts';
import { keptBy } from './acts.ts';
import { countsOf, lockBulkRetry } from './bulk-retries.ts';
import { bulkRetryClient, bulkRetryKey } from './bulk-retry-keys.ts';
import { acceptCommand, type Command } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { type BulkRetry, Prisma } from './generated/client.ts';

/** What the workflow does next. */
export type BulkRetryMove =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'end' };

/** How long a paused one sleeps when nobody wakes it. */
const pausedMs = 600_000;

/** Writes down what came of what was sent, moves the bulk retry on by that, and tells what is next. */
export async function moveBulkRetry(db: Database, id: string, now: Date): Promise<BulkRetryMove> {
  return db.$transaction(async (tx) => {
    const row = await lockBulkRetry(tx, id);
    if (row === null) return { do: 'end' };
    await recordOutcomes(tx, id, now);
    const counts = await countsOf(tx, id);
    const state = stateBy(row.state as BulkRetryState, counts);
    const isFinished = isOver(state) && counts.sent === 0;
    if (state !== row.state || (isFinished && row.finishedAt === null)) {
      const finished = isFinished ? { finishedAt: now, actedBy: Prisma.DbNull } : {};
      await tx.bulkRetry.update({ where: { id }, data: { state, ...finished } });
    }
    return isFinished ? { do: 'end' } : next(tx, { ...row, state }, counts, now);
  });
}

async function next(tx: Transaction, row: BulkRetry, counts: BulkCounts, now: Date): Promise<BulkRetryMove> {
  const state = row.state as BulkRetryState;
  const untilBatch = Math.max(0, (row.nextBatchAt?.getTime() ?? 0) - now.getTime());
  const some = mayBeSent(state, counts, row.perMinute) > 0;
  if (some && untilBatch === 0) return { do: 'send' };
  const look = counts.sent === 0 ? pausedMs : lookAgainAfter(await oldestSentMsAgo(tx, row.id, now));
  return { do: 'wait', ms: some && isUnderWay(state) ? Math.min(look, untilBatch) : look };
}

async function oldestSentMsAgo(tx: Transaction, bulkRetryId: string, now: Date): Promise<number> {
  const { _min } = await tx.bulkRetryItem.aggregate({ where: { bulkRetryId, state: 'sent' }, _min: { sentAt: true } });
  return _min.sentAt === null ? 0 : now.getTime() - _min.sentAt.getTime();
}

/**
 * The retries to deliver now: those of the next batch, written down first, and those of earlier batches that nobody has
 * recorded yet. Told twice, it sends nothing twice: an incident's retry has one key in a bulk retry.
 */
export async function takeBatch(db: Database, id: string, now: Date): Promise<Command[]> {
  return db.$transaction(async (tx) => {
    const row = await lockBulkRetry(tx, id);
    if (row === null) return [];
    const counts = await countsOf(tx, id);
    const due = (row.nextBatchAt?.getTime() ?? 0) <= now.getTime();
    const size = due ? mayBeSent(row.state as BulkRetryState, counts, row.perMinute) : 0;
    const sent = await sendFirst(tx, row, size, now);
    if (sent > 0) {
      const nextBatchAt = new Date(now.getTime() + (row.state === 'running' ? pauseAfter(sent, row.perMinute) : 0));
      await tx.bulkRetry.update({ where: { id }, data: { nextBatchAt } });
    }
    const waiting = await tx.bulkRetryItem.findMany({
      where: { bulkRetryId: id, state: 'sent' },
      select: { commandId: true },
    });
    const ids = waiting.flatMap(({ commandId }) => commandId ?? []);
    return tx.command.findMany({ where: { id: { in: ids }, state: 'accepted' } });
  });
}

/** Writes a retry for each of the first that wait. One that is gone already gets none. Returns how many were looked at. */
async function sendFirst(tx: Transaction, row: BulkRetry, size: number, now: Date): Promise<number> {
  if (size === 0) return 0;
  const items = await tx.bulkRetryItem.findMany({
    where: { bulkRetryId: row.id, state: 'waiting' },
    orderBy: { place: 'asc' },
    take: size,
    include: { incident: { select: { state: true, guaranteeId: true, revision: true } } },
  });
  for (const { incidentId, incident } of items) {
    const where = { bulkRetryId_incidentId: { bulkRetryId: row.id, incidentId } };
    if (incident.state !== 'open') {
      await tx.bulkRetryItem.update({ where, data: { state: 'already-gone', settledAt: now } });
      continue;
    }
    const { guaranteeId, revision } = incident;
    const by = keptBy(row.confirmedById ?? row.byId, row.actedBy);
    const sender = { client: bulkRetryClient, userId: by.userId, by, idempotencyKey: bulkRetryKey(row.id, incidentId) };
    const retry = { ...sender, name: 'retry' as const, guaranteeId, revision, incidentId, content: {} };
    const command = await acceptCommand(tx, retry, now);
    await tx.bulkRetryItem.update({ where, data: { state: 'sent', commandId: command.id, sentAt: now } });
  }
  return items.length;
}

async function recordOutcomes(tx: Transaction, id: string, now: Date): Promise<void> {
  const rows = await tx.$queryRaw<(SentItem & { incidentId: string; newIncidentId: string | null })[]>`
    SELECT item.incident_id AS "incidentId", command.state AS command, command.refusal, incident.state AS incident,
      (SELECT later.id FROM incident later
        WHERE later.run_id = incident.run_id AND later.step = incident.step AND later.first_seen_at >= incident.closed_at
          AND later.id <> incident.id
        ORDER BY later.first_seen_at LIMIT 1) AS "newIncidentId"
    FROM bulk_retry_item item
    JOIN incident ON incident.id = item.incident_id
    JOIN command ON command.id = item.command_id
    WHERE item.bulk_retry_id = ${id}::uuid AND item.state = 'sent'`;
  for (const { incidentId, newIncidentId, ...told } of rows) {
    const state = outcomeOf(told);
    if (state === null) continue;
    const where = { bulkRetryId_incidentId: { bulkRetryId: id, incidentId } };
    await tx.bulkRetryItem.update({
      where,
      data: { state, settledAt: now, newIncidentId: state === 'new-cause' ? newIncidentId : null },
    });
  }
}

/** How long a run is believed to live without being seen. Starting one that lives only wakes it. */
const believedMs = 300_000;

/** Bulk retries that are not over and whose run was not seen to start, or not lately: it may be lost. */
export async function bulkRetriesToWake(db: Database, confirmedBefore: Date, now: Date): Promise<string[]> {
  const lately = new Date(now.getTime() - believedMs);
  const rows = await db.bulkRetry.findMany({
    where: {
      confirmedAt: { lt: confirmedBefore },
      finishedAt: null,
      OR: [{ runStartedAt: null }, { runStartedAt: { lt: lately } }],
    },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Writes down that its run was started, or seen. */
export async function recordBulkRetryStarted(db: Database, id: string, now: Date): Promise<void> {
  await db.bulkRetry.updateMany({ where: { id }, data: { runStartedAt: now } });
}
