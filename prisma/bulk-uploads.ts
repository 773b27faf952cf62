/** Files of applications (一括申込): kept while they wait for a person's word, sent row by row, and told of afterwards. */
import { randomUUID } from 'node:crypto';
import type { TypedApplication } from '../domain/application-form.ts';
import type { ActedBy } from '../domain/audit.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { byOf } from './acts.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { ownedBy } from './visibility.ts';

/** Most files of a company that nobody has said to send or to drop. */
export const mostUnsentUploads = 20;
const uploadsShown = 50;

/** What is told of one cell: its column's heading, null for the whole row. */
export interface BulkTold {
  readonly heading: string | null;
  readonly sentence: string;
}

export interface NewBulkRow {
  readonly line: number;
  readonly controlNumber: string;
  readonly typed: TypedApplication;
  readonly amountYen: number;
  readonly warnings: readonly BulkTold[];
  /** What the company was told before, where the same row was sent already. */
  readonly receiptNumber: string | null;
}

export interface BulkRow extends Omit<NewBulkRow, 'amountYen'> {
  readonly uploadId: string;
  readonly amountYen: bigint;
  readonly state: 'waiting' | 'sent' | 'refused' | 'failed';
  readonly sentBefore: boolean;
  readonly tries: number;
  readonly refusals: readonly BulkTold[];
}

export interface BulkUpload {
  readonly id: string;
  readonly contractorId: string;
  readonly fileName: string;
  readonly uploadedAt: Date;
  readonly confirmedById: string | null;
  /** As `byOf` made it of who confirmed it; null where nothing waits to be sent. */
  readonly by: Prisma.JsonValue;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** A file in order is kept; returns its id. Rows sent before are done already. Refuses: `bulk-uploads-must-be-few`. */
export async function keepUpload(
  db: Database,
  { userId, contractorId, fileName }: { userId: string; contractorId: string; fileName: string },
  rows: readonly NewBulkRow[],
  now: Date,
): Promise<string> {
  const unsent = await db.bulkUpload.count({ where: { contractorId, confirmedAt: null } });
  if (unsent >= mostUnsentUploads) throw new Refusal('bulk-uploads-must-be-few');
  const id = randomUUID();
  await db.bulkUpload.create({
    data: {
      id,
      contractorId,
      userId,
      fileName,
      uploadedAt: now,
      rows: {
        createMany: {
          data: rows.map(({ typed, amountYen, warnings, receiptNumber, ...row }) => ({
            ...row,
            typed: { ...typed },
            amountYen: BigInt(amountYen),
            warnings: warnings as unknown as Prisma.InputJsonArray,
            receiptNumber,
            sentBefore: receiptNumber !== null,
            state: receiptNumber === null ? 'waiting' : 'sent',
          })),
        },
      },
    },
  });
  return id;
}

/** The file and its rows. Refuses: `bulk-upload-must-exist`, also where it is another company's. */
export async function readUpload(
  db: Database,
  reader: Reader,
  id: string,
): Promise<{ upload: BulkUpload; rows: readonly BulkRow[] }> {
  const found = await db.bulkUpload.findFirst({
    where: { id, ...ownedBy(reader) },
    include: { rows: { orderBy: { line: 'asc' } } },
  });
  if (found === null) throw new Refusal('bulk-upload-must-exist');
  const { rows, ...upload } = found;
  return { upload, rows: rows.map(asRow) };
}

/** The company's files, the latest first, with how many rows stand in each state. */
export async function listUploads(db: Database, reader: Reader) {
  const uploads = await db.bulkUpload.findMany({
    where: ownedBy(reader),
    orderBy: { uploadedAt: 'desc' },
    take: uploadsShown,
  });
  const counted = await db.bulkRow.groupBy({
    by: ['uploadId', 'state'],
    where: { uploadId: { in: uploads.map(({ id }) => id) } },
    _count: true,
  });
  return uploads.map((upload) => {
    const of = (state?: string) =>
      counted
        .filter((each) => each.uploadId === upload.id && (state === undefined || each.state === state))
        .reduce((sum, each) => sum + each._count, 0);
    return { ...upload, rows: of(), sent: of('sent'), waiting: of('waiting') };
  });
}

/** From now on it is being sent; saying so again changes nothing. Refuses: `bulk-upload-must-exist`. */
export async function confirmUpload(
  db: Database,
  reader: Reader,
  id: string,
  by: ActedBy & { readonly userId: string },
  now: Date,
): Promise<void> {
  const { upload } = await readUpload(db, reader, id);
  await db.bulkUpload.updateMany({
    where: { id: upload.id, confirmedAt: null },
    data: { confirmedAt: now, confirmedById: by.userId, by: byOf(by) },
  });
}

/** A file that was not sent is gone with its rows; one that was stays. Refuses: `bulk-upload-must-exist`. */
export async function dropUpload(db: Database, reader: Reader, id: string): Promise<void> {
  const { count } = await db.bulkUpload.deleteMany({ where: { id, ...ownedBy(reader), confirmedAt: null } });
  if (count === 0) throw new Refusal('bulk-upload-must-exist');
}

/**
 * A confirmed file that nobody is sending, leased to the caller; null where there is none. `id` asks for that one alone. Two
 * processes never get the same at once; what a dead one held is free when its lease is over.
 */
export async function leaseUpload(db: Database, now: Date, leaseMs: number, id?: string): Promise<BulkUpload | null> {
  const until = new Date(now.getTime() + leaseMs);
  const only = id === undefined ? Prisma.empty : Prisma.sql`AND id = ${id}::uuid`;
  const [leased] = await db.$queryRaw<{ id: string }[]>`
    UPDATE bulk_upload SET leased_until = ${until}
    WHERE id = (
      SELECT id FROM bulk_upload
      WHERE confirmed_at IS NOT NULL AND finished_at IS NULL AND (leased_until IS NULL OR leased_until <= ${now}) ${only}
      ORDER BY confirmed_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  return leased === undefined ? null : db.bulkUpload.findUnique({ where: { id: leased.id } });
}

/** The next row that waits, with the lease renewed; null where none does. */
export async function nextRow(db: Database, uploadId: string, now: Date, leaseMs: number): Promise<BulkRow | null> {
  const leasedUntil = new Date(now.getTime() + leaseMs);
  await db.bulkUpload.updateMany({ where: { id: uploadId }, data: { leasedUntil } });
  const row = await db.bulkRow.findFirst({ where: { uploadId, state: 'waiting' }, orderBy: { line: 'asc' } });
  return row === null ? null : asRow(row);
}

/** What came of a row: a receipt number, or why not. The first word stays. */
export async function settleRow(
  db: Database,
  { uploadId, line }: Pick<BulkRow, 'uploadId' | 'line'>,
  outcome: { receiptNumber: string } | { refusals: readonly BulkTold[] } | 'failed',
  now: Date,
): Promise<void> {
  const told =
    outcome === 'failed'
      ? { state: 'failed' }
      : 'receiptNumber' in outcome
        ? { state: 'sent', receiptNumber: outcome.receiptNumber }
        : { state: 'refused', refusals: outcome.refusals as unknown as Prisma.InputJsonArray };
  await db.bulkRow.updateMany({ where: { uploadId, line, state: 'waiting' }, data: { ...told, settledAt: now } });
}

/** One more try of this row went wrong. */
export async function countTry(db: Database, { uploadId, line }: Pick<BulkRow, 'uploadId' | 'line'>): Promise<void> {
  await db.bulkRow.updateMany({ where: { uploadId, line }, data: { tries: { increment: 1 } } });
}

/** No row waits any more. */
export async function finishUpload(db: Database, id: string, now: Date): Promise<void> {
  await db.bulkUpload.updateMany({ where: { id, finishedAt: null }, data: { finishedAt: now, by: Prisma.DbNull } });
}

function asRow(row: Prisma.BulkRowGetPayload<object>): BulkRow {
  return {
    ...row,
    typed: row.typed as TypedApplication,
    warnings: row.warnings as unknown as BulkTold[],
    state: row.state as BulkRow['state'],
    refusals: (row.refusals ?? []) as unknown as BulkTold[],
  };
}
