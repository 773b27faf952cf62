/** A CSV file's bytes as rows of cells: UTF-8 or Shift_JIS, told apart by the bytes themselves. */
import { CsvError, parse } from 'csv-parse/sync';
import { type BulkRefusal, bulkRefusal } from '../../domain/bulk-sheet.ts';
import { normaliseWidth } from '../../domain/text.ts';

/** Most bytes of one file. */
export const maxBulkBytes = 2 * 1024 * 1024;
/** Most characters of one row: every cell at its longest stays below. */
const maxRecord = 60_000;

/**
 * The rows, the first with the headings; row n of a spreadsheet is at n - 1, empty ones too.
 *
 * Refuses: `bulk-file-must-be-given`, `bulk-file-must-be-small-enough`, and by row `bulk-file-must-be-of-a-known-encoding`,
 * `bulk-file-must-be-readable-csv`, `bulk-line-must-be-short-enough`.
 */
export function readBulkFile(bytes: Uint8Array): { rows: readonly string[][] } | { refusal: BulkRefusal } {
  if (bytes.length === 0) return { refusal: bulkRefusal('bulk-file-must-be-given') };
  if (bytes.length > maxBulkBytes) return { refusal: bulkRefusal('bulk-file-must-be-small-enough') };
  const text = decoded(bytes);
  if (text === null) {
    return { refusal: bulkRefusal('bulk-file-must-be-of-a-known-encoding', { line: firstUnreadableLine(bytes) }) };
  }
  try {
    const rows = parse(text, { relax_column_count: true, skip_empty_lines: false, max_record_size: maxRecord });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const name =
      error.code === 'CSV_MAX_RECORD_SIZE' ? 'bulk-line-must-be-short-enough' : 'bulk-file-must-be-readable-csv';
    return { refusal: bulkRefusal(name, { line: lineOf(error) }) };
  }
}

function lineOf(error: CsvError): number | null {
  const records = (error as { records?: unknown }).records;
  return typeof records === 'number' ? records + 1 : null;
}

/** Both readings are strict, so that no byte becomes a question mark on a certificate. */
function decoded(bytes: Uint8Array): string | null {
  return decodedAs('utf-8', bytes) ?? decodedAs('shift_jis', bytes);
}

function decodedAs(encoding: 'utf-8' | 'shift_jis', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The row whose bytes are neither; a line break is never part of a character in either. */
function firstUnreadableLine(bytes: Uint8Array): number | null {
  const encoding = isUtf8Begun(bytes) ? 'utf-8' : 'shift_jis';
  let line = 1;
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, from);
    const to = end === -1 ? bytes.length : end;
    if (decodedAs(encoding, bytes.subarray(from, to)) === null) return line;
    from = to + 1;
  }
  return null;
}

/** Whether the headings, at least, are UTF-8: then the file is meant to be. */
function isUtf8Begun(bytes: Uint8Array): boolean {
  const end = bytes.indexOf(0x0a);
  return decodedAs('utf-8', end === -1 ? bytes : bytes.subarray(0, end)) !== null;
}

/** The name that a person's file goes by on our pages: no path, nothing unprintable, not longer than a line. */
export function shownFileName(name: string): string {
  const last = normaliseWidth((name.toWellFormed().split(/[\\/]/).at(-1) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, ''));
  return last === '' ? 'CSV' : [...last].slice(0, 100).join('');
}
