/** The findings of the sweeper as staff see them: those that stand open, those that people closed, and one of them. */
import type { Reader } from '../domain/scopes.ts';
import type { FindingKind } from '../domain/sweeping.ts';
import { momentOf, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import type { Prisma } from './generated/client.ts';
import { visibleTo } from './visibility.ts';

/** Of the reader's branches; what belongs to no guarantee is for those of all branches. */
export function visibleFindings(reader: Reader): Prisma.SweepFindingWhereInput {
  return reader.staff && reader.branches === 'all' ? {} : { guarantee: visibleTo(reader) };
}

const include = { owner: { select: { name: true } }, closedBy: { select: { name: true } } } as const;
type Row = Prisma.SweepFindingGetPayload<{ include: typeof include }>;

function shown({ kind, owner, closedBy, closedByHandAt: at, closingReason, closedById: _, ...row }: Row) {
  return {
    ...row,
    kind: kind as FindingKind,
    ownerName: owner?.name ?? null,
    /** The last time that a person closed it; it may have been found again after that. */
    closing: closedBy === null || at === null ? null : { at, byName: closedBy.name, reason: closingReason ?? '' },
  };
}

/** Those that stand open, the oldest first. */
export async function openFindings(db: Database, reader: Reader, limit: number) {
  const where = { ...visibleFindings(reader), closedAt: null };
  const [count, rows] = await Promise.all([
    db.sweepFinding.count({ where }),
    db.sweepFinding.findMany({ where, orderBy: [{ foundAt: 'asc' }, { id: 'asc' }], take: limit, include }),
  ]);
  return { count, rows: rows.map(shown) };
}

/** One page of those that stand open, or that are closed, the oldest first. Refuses: `cursor-must-be-one-of-ours`. */
export async function findingPage(
  db: Database,
  reader: Reader,
  {
    cursor,
    limit,
    state = 'open',
  }: { cursor?: string | undefined; limit: number; state?: 'open' | 'closed' | undefined },
) {
  const closedAt = state === 'open' ? null : { not: null };
  const rows = await db.sweepFinding.findMany({
    where: { AND: [visibleFindings(reader), { closedAt }, cursor === undefined ? {} : findingsAfter(cursor)] },
    orderBy: [{ foundAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    include,
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ foundAt, id }) => `${foundAt.getTime()}/${id}`);
  return { findings: page.map(shown), nextCursor };
}

function findingsAfter(cursor: string): Prisma.SweepFindingWhereInput {
  const { at: foundAt, id } = momentOf(cursor);
  return { OR: [{ foundAt: { gt: foundAt } }, { foundAt, id: { gt: id } }] };
}

/** Those that people closed and that were not found again, the last one first. */
export async function findingsClosedByHand(db: Database, reader: Reader, limit: number) {
  const where = { ...visibleFindings(reader), closedAt: { not: null }, closedById: { not: null } };
  const orderBy = [{ closedByHandAt: 'desc' }, { id: 'asc' }] as const;
  const rows = await db.sweepFinding.findMany({ where, orderBy: [...orderBy], take: limit, include });
  return rows.map(shown);
}

/** null: there is none, or not for this reader. */
export async function findingView(db: Database, reader: Reader, id: string) {
  const row = await db.sweepFinding.findFirst({ where: { id, ...visibleFindings(reader) }, include });
  return row === null ? null : shown(row);
}
