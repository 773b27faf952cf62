/** A list that leaves the house as a file: who took it, and narrowed by what, stands in the audit log before it is sent. */
import type { Response } from 'express';
import { recordAct } from '../../prisma/acts.ts';
import { type CsvFile, sendCsv } from '../../web/csv.ts';
import type { OperationsServices } from './operations-services.ts';
import { personIn } from './signed-in.ts';

export interface ExportedList {
  /** What is listed, as the audit log's subject names it. */
  readonly list: string;
  /** The search of the address; what is empty narrows nothing. */
  readonly narrowedBy: Readonly<Record<string, string | number>>;
}

export async function sendExport(
  { db, clock }: OperationsServices,
  response: Response,
  { list, narrowedBy }: ExportedList,
  file: CsvFile,
): Promise<void> {
  const { by, userId } = personIn(response);
  const after = Object.fromEntries(Object.entries(narrowedBy).filter(([, value]) => value !== ''));
  const act = { kind: 'list-exported', actor: by, before: null, after, reason: null };
  await db.$transaction((tx) => recordAct(tx, { ...act, subject: `export/${list}/${userId}` }, clock.now()));
  await sendCsv(response, file);
}

/** So many rows are looked up together. */
const atOnce = 1000;

/** The cells of all rows, made of a thousand rows at a time: `cells` looks up once what it tells beside them. */
export async function* cellsTogether<Row, Cells>(
  rows: AsyncIterable<Row>,
  cells: (some: readonly Row[]) => Promise<readonly Cells[]>,
) {
  let some: Row[] = [];
  for await (const row of rows) {
    some.push(row);
    if (some.length < atOnce) continue;
    yield* await cells(some);
    some = [];
  }
  yield* await cells(some);
}
