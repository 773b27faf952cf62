/** Bulk retries as staff see them: how far they are, and an honest result for each incident. */
import { type BulkItemState, type BulkRetryState, isOver } from '../domain/bulk-retry.ts';
import type { Reader } from '../domain/scopes.ts';
import { countsOf } from './bulk-retries.ts';
import { fromCursor, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { visibleTo } from './visibility.ts';

const withBy = { by: { select: { name: true } } } satisfies Prisma.BulkRetryInclude;

/** One bulk retry with its counts, or null. */
export async function bulkRetryView(db: Database, id: string) {
  const row = await db.bulkRetry.findUnique({ where: { id }, include: withBy });
  return row === null ? null : viewOf(db, row);
}

export type BulkRetryView = NonNullable<Awaited<ReturnType<typeof bulkRetryView>>>;

/** The newest bulk retries; of one cause, where a fingerprint is given. */
export async function listBulkRetries(db: Database, fingerprint: string | undefined, limit: number) {
  const rows = await db.bulkRetry.findMany({
    where: fingerprint === undefined ? {} : { selection: { path: ['fingerprint'], equals: fingerprint } },
    include: withBy,
    orderBy: [{ previewedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return Promise.all(rows.map((row) => viewOf(db, row)));
}

async function viewOf(db: Database, row: Prisma.BulkRetryGetPayload<{ include: typeof withBy }>) {
  const { id, byId, by, reason, perMinute, previewedAt, confirmedAt, finishedAt } = row;
  const state = row.state as BulkRetryState;
  const ofToday = { bulkRetryId: id, missesToday: true };
  const [counts, all, today, counterparties] = await Promise.all([
    countsOf(db, id),
    db.bulkRetryItem.aggregate({ where: { bulkRetryId: id }, _count: true, _sum: { amountYen: true } }),
    db.bulkRetryItem.aggregate({ where: ofToday, _count: true, _sum: { amountYen: true } }),
    db.$queryRaw<{ counterparty: string }[]>`
      SELECT DISTINCT incident.counterparty FROM bulk_retry_item item JOIN incident ON incident.id = item.incident_id
      WHERE item.bulk_retry_id = ${id}::uuid ORDER BY 1`,
  ]);
  return {
    id,
    state,
    isOver: isOver(state),
    selection: row.selection as Prisma.JsonObject,
    reason,
    byId,
    byName: by.name,
    perMinute,
    previewedAt,
    confirmedAt,
    finishedAt,
    total: all._count,
    amountYen: Number(all._sum.amountYen ?? 0n),
    missesToday: today._count,
    missesTodayYen: Number(today._sum.amountYen ?? 0n),
    counterparties: counterparties.map(({ counterparty }) => counterparty),
    counts,
  };
}

/** One page of items, in the order they are sent. Refuses: `cursor-must-be-one-of-ours`. */
export async function bulkRetryItems(
  db: Database,
  reader: Reader,
  bulkRetryId: string,
  filters: { state?: BulkItemState | undefined },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const from = cursor === undefined ? 0 : Number(fromCursor(cursor, /^\d{1,9}$/));
  const rows = await db.bulkRetryItem.findMany({
    where: {
      bulkRetryId,
      incident: { guarantee: visibleTo(reader) },
      place: { gt: from },
      ...(filters.state === undefined ? {} : { state: filters.state }),
    },
    include: {
      incident: { select: { guaranteeId: true, step: true, guarantee: { select: { guaranteeNumber: true } } } },
    },
    orderBy: { place: 'asc' },
    take: limit + 1,
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ place }) => String(place));
  const items = page.map(({ incident, amountYen, state, commandId: _command, bulkRetryId: _of, ...item }) => ({
    ...item,
    state: state as BulkItemState,
    amountYen: Number(amountYen),
    guaranteeId: incident.guaranteeId,
    guaranteeNumber: incident.guarantee.guaranteeNumber,
  }));
  return { items, nextCursor };
}
