/** What the sweeper did and what it found, as staff see it. */
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { FindingKind, ReportedName } from '../domain/sweeping.ts';
import { momentOf, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { keysetPage, type Turn, uuidForm } from './keyset.ts';
import { visibleTo } from './visibility.ts';

export interface SweepReportRow {
  readonly id: string;
  readonly check: ReportedName;
  readonly beganAt: Date;
  readonly endedAt: Date;
  readonly rounds: number;
  readonly lookedAt: number;
  readonly found: number;
  readonly healed: number;
  readonly raised: number;
  readonly failure: string | null;
}

/** One page of the reports, newest first: they count the cases of all branches, so they are for staff of all branches. */
export function sweepReports(db: Database, reader: Reader, turn: Turn) {
  return keysetPage<SweepReportRow>(
    db,
    {
      columns: Prisma.sql`id, "check", began_at AS "beganAt", ended_at AS "endedAt", rounds, looked_at AS "lookedAt",
        found, healed, raised, failure`,
      from: Prisma.sql`sweep_report`,
      scope: reader.staff && reader.branches === 'all' ? Prisma.sql`true` : Prisma.sql`false`,
      conditions: [],
      keys: [Prisma.sql`began_at`, Prisma.sql`id`],
      descending: true,
      rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`id = ${cursor}::uuid` : null),
    },
    turn,
  );
}

/** Of the reader's branches; what belongs to no guarantee is for those of all branches. */
function visibleFindings(reader: Reader): Prisma.SweepFindingWhereInput {
  return reader.staff && reader.branches === 'all' ? {} : { guarantee: visibleTo(reader) };
}

/** Those that stand open, the oldest first. */
export async function openFindings(db: Database, reader: Reader, limit: number) {
  const where = { ...visibleFindings(reader), closedAt: null };
  const [count, rows] = await Promise.all([
    db.sweepFinding.count({ where }),
    db.sweepFinding.findMany({
      where,
      orderBy: [{ foundAt: 'asc' }, { id: 'asc' }],
      take: limit,
      include: { owner: { select: { name: true } } },
    }),
  ]);
  return {
    count,
    rows: rows.map(findingOf),
  };
}

/** One page of those that stand open, the oldest first. Refuses: `cursor-must-be-one-of-ours`. */
export async function findingPage(
  db: Database,
  reader: Reader,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await db.sweepFinding.findMany({
    where: { AND: [visibleFindings(reader), { closedAt: null }, cursor === undefined ? {} : findingsAfter(cursor)] },
    orderBy: [{ foundAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    include: { owner: { select: { name: true } } },
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ foundAt, id }) => `${foundAt.getTime()}/${id}`);
  return { findings: page.map(findingOf), nextCursor };
}

function findingsAfter(cursor: string): Prisma.SweepFindingWhereInput {
  const { at: foundAt, id } = momentOf(cursor);
  return { OR: [{ foundAt: { gt: foundAt } }, { foundAt, id: { gt: id } }] };
}

function findingOf({
  kind,
  owner,
  ...row
}: Prisma.SweepFindingGetPayload<{ include: { owner: { select: { name: true } } } }>) {
  return { ...row, kind: kind as FindingKind, ownerName: owner?.name ?? null };
}

/** The finding is this person's from now on. Refuses: `finding-must-be-open`. */
export async function takeFinding(db: Database, reader: Reader, id: string, ownerId: string): Promise<void> {
  const where = { id, ...visibleFindings(reader), closedAt: null };
  const { count } = await db.sweepFinding.updateMany({ where, data: { ownerId } });
  if (count === 0) throw new Refusal('finding-must-be-open');
}
