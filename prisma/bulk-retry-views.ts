/**
 * Bulk retries as staff see them: how far they are, and an honest result for each incident. For staff of some branches they
 * hold the incidents of these alone; one that holds none of them does not exist.
 */
import { type BulkItemState, type BulkRetryState, isOver } from '../domain/bulk-retry.ts';
import type { Reader } from '../domain/scopes.ts';
import { countsOf } from './bulk-retries.ts';
import { fromCursor, momentOf, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { visibleRows, visibleTo } from './visibility.ts';

const withBy = { by: { select: { name: true } } } satisfies Prisma.BulkRetryInclude;

/** One bulk retry with its counts, or null where it does not exist for the reader. */
export async function bulkRetryView(db: Database, reader: Reader, id: string) {
  const row = await db.bulkRetry.findFirst({ where: { id, ...holding(reader) }, include: withBy });
  return row === null ? null : viewOf(db, reader, row);
}

export type BulkRetryView = NonNullable<Awaited<ReturnType<typeof bulkRetryView>>>;

/** One page of them, newest first; of one cause, where a fingerprint is given. Refuses: `cursor-must-be-one-of-ours`. */
export async function listBulkRetries(
  db: Database,
  reader: Reader,
  fingerprint: string | undefined,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await db.bulkRetry.findMany({
    where: {
      AND: [
        fingerprint === undefined ? {} : { selection: { path: ['fingerprint'], equals: fingerprint } },
        holding(reader),
        cursor === undefined ? {} : after(cursor),
      ],
    },
    include: withBy,
    orderBy: [{ previewedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ previewedAt, id }) => `${previewedAt.getTime()}/${id}`);
  return { bulkRetries: await Promise.all(page.map((row) => viewOf(db, reader, row))), nextCursor };
}

function after(cursor: string): Prisma.BulkRetryWhereInput {
  const { at: previewedAt, id } = momentOf(cursor);
  return { OR: [{ previewedAt: { lt: previewedAt } }, { previewedAt, id: { lt: id } }] };
}

/** Of items that exist for the reader; for all of them the question is not asked. */
function seenBy(reader: Reader): Prisma.BulkRetryItemWhereInput {
  return reader.staff && reader.branches === 'all' ? {} : { incident: { guarantee: visibleTo(reader) } };
}

function holding(reader: Reader): Prisma.BulkRetryWhereInput {
  return reader.staff && reader.branches === 'all' ? {} : { items: { some: seenBy(reader) } };
}

const waysOfChoosing = {
  fingerprint: 'cause',
  incidentIds: 'incidents',
  guaranteeIds: 'guarantees',
  filter: 'filter',
  search: 'search',
} as const;

/** How it was chosen, without ids. Conditions may name what readers of some branches do not see: these are told the way alone. */
function selectionFor(reader: Reader, chosen: Prisma.JsonObject) {
  const [[name, conditions] = []] = Object.entries(chosen);
  const by = waysOfChoosing[name as keyof typeof waysOfChoosing];
  const isTold = by === 'cause' || (reader.branches === 'all' && (by === 'filter' || by === 'search'));
  return { by, ...(isTold && name !== undefined ? { [name]: conditions } : {}) };
}

async function viewOf(db: Database, reader: Reader, row: Prisma.BulkRetryGetPayload<{ include: typeof withBy }>) {
  const { id, byId, by, reason, perMinute, previewedAt, confirmedAt, finishedAt } = row;
  const state = row.state as BulkRetryState;
  const ofReader = { bulkRetryId: id, ...seenBy(reader) };
  const ofToday = { ...ofReader, missesToday: true };
  const { fingerprint = null } = row.selection as { readonly fingerprint?: string };
  const [counts, all, today, counterparties] = await Promise.all([
    countsOf(db, id, seenBy(reader)),
    db.bulkRetryItem.aggregate({ where: ofReader, _count: true, _sum: { amountYen: true } }),
    db.bulkRetryItem.aggregate({ where: ofToday, _count: true, _sum: { amountYen: true } }),
    db.$queryRaw<{ counterparty: string }[]>`
      SELECT DISTINCT incident.counterparty FROM bulk_retry_item item JOIN incident ON incident.id = item.incident_id
      JOIN guarantee ON guarantee.id = incident.guarantee_id
      WHERE item.bulk_retry_id = ${id}::uuid AND ${visibleRows(reader, 'guarantee')} ORDER BY 1`,
  ]);
  return {
    id,
    state,
    isOver: isOver(state),
    /** The cause that it was chosen by; null: otherwise. */
    fingerprint,
    selection: selectionFor(reader, row.selection as Prisma.JsonObject),
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
