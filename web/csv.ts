/** Lists as CSV files that Excel in Japan opens as they are meant: UTF-8 with its mark, and no cell that calculates. */
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { stringify as stringifyWhole } from 'csv-stringify/sync';
import type { Response } from 'express';
import { attachmentDisposition } from './content-disposition.ts';

export type CsvCell = string | number | bigint | null;

export interface CsvFile {
  /** Without its ending. */
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<readonly CsvCell[]> | Iterable<readonly CsvCell[]>;
}

/** Sends the file as its rows are read: however long it is, little of it is in memory. */
export async function sendCsv(response: Response, { name, headings, rows }: CsvFile): Promise<void> {
  response.status(200).set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': attachmentDisposition('list.csv', `${name}.csv`),
    'Cache-Control': 'no-store',
  });
  const written = stringify({ bom: true, record_delimiter: 'windows', columns: [...headings], header: true });
  await pipeline(asText(rows), written, response);
}

/** The same file as bytes, for an archive. */
export function csvBytes(headings: readonly string[], rows: readonly (readonly CsvCell[])[]): Buffer {
  const written = [headings, ...rows.map((row) => row.map(harmless))];
  return Buffer.from(stringifyWhole(written, { bom: true, record_delimiter: 'windows' }));
}

async function* asText(rows: CsvFile['rows']) {
  for await (const row of rows) yield row.map(harmless);
}

/**
 * A text that a spreadsheet would calculate is shown instead: an apostrophe stands before it. Also where the sign comes
 * after blanks or in full width, and after a line break within the cell, where some programs begin a new one.
 */
export function harmless(cell: CsvCell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const plain = cell.replace(/\r\n?|\n/g, ' ');
  return /^[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]*[=+\-@＝＋－＠−]/u.test(plain) || /^[\t\r\0]/.test(cell)
    ? `'${plain}`
    : plain;
}
