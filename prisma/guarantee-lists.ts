/** Lists of guarantees, newest first, page by page. A row's position never changes, so pages have no gap while rows are added. */
import { addDays, type Day } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import { fromCursor, notOurs, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { listed, summaryOf } from './guarantee-views.ts';
import { uuidForm } from './keyset.ts';
import { visibleRows, visibleTo } from './visibility.ts';

/** What a list may be narrowed to. Stage is the newest revision's; the days are the application's, both counted. */
export interface GuaranteeFilters {
  readonly stage?: Stage | undefined;
  readonly product?: Product | undefined;
  /** In its one spelling. */
  readonly guaranteeNumber?: string | undefined;
  readonly authorityId?: string | undefined;
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
}

/** One page of the guarantees that this reader sees. Refuses: `cursor-must-be-one-of-ours`. */
export async function listGuarantees(
  db: Database,
  reader: Reader,
  filters: GuaranteeFilters,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const before = cursor === undefined ? null : await placeOf(db, reader, fromCursor(cursor, uuidForm));
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT guarantee.id FROM guarantee
    JOIN LATERAL (
      SELECT stage FROM revision WHERE guarantee_id = guarantee.id ORDER BY number DESC LIMIT 1
    ) newest ON true
    WHERE ${conditions(reader, filters, before)}
    ORDER BY guarantee.position DESC LIMIT ${limit + 1}`;
  const rows = await db.guarantee.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    include: { ...listed, revisions: { orderBy: { number: 'desc' }, take: 1 } },
    orderBy: { position: 'desc' },
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ id }) => id);
  return { guarantees: page.flatMap((row) => row.revisions.map((newest) => summaryOf(row, newest))), nextCursor };
}

/**
 * A cursor names the row that a page ended with, and nothing else: its position counts the rows of every company.
 *
 * Refuses: `cursor-must-be-one-of-ours`, also where the row is another company's.
 */
async function placeOf(db: Database, reader: Reader, id: string): Promise<bigint> {
  const row = await db.guarantee.findFirst({ where: { id, ...visibleTo(reader) }, select: { position: true } });
  if (row === null) throw notOurs();
  return row.position;
}

function conditions(
  reader: Reader,
  { stage, product, guaranteeNumber, authorityId, fromOn, toOn }: GuaranteeFilters,
  before: bigint | null,
): Prisma.Sql {
  const wanted = [visibleRows(reader, 'guarantee')];
  if (before !== null) wanted.push(Prisma.sql`guarantee.position < ${before}`);
  if (stage !== undefined) wanted.push(Prisma.sql`newest.stage = ${stage}`);
  if (product !== undefined) wanted.push(Prisma.sql`guarantee.product = ${product}`);
  if (guaranteeNumber !== undefined) wanted.push(Prisma.sql`guarantee.guarantee_number = ${guaranteeNumber}`);
  if (authorityId !== undefined) wanted.push(Prisma.sql`guarantee.authority_id = ${authorityId}`);
  if (fromOn !== undefined) wanted.push(Prisma.sql`guarantee.created_at >= ${startOf(fromOn)}`);
  if (toOn !== undefined) wanted.push(Prisma.sql`guarantee.created_at < ${startOf(addDays(toOn, 1))}`);
  return Prisma.join(wanted, ' AND ');
}

/** The instant at which a day begins in Japan. */
function startOf(on: Day): Date {
  return new Date(`${on}T00:00:00+09:00`);
}
