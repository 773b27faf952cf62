/** A form that takes a CSV sheet: what its page tells of wrong lines, and the way from the file to the page that previews it. */
import type { Request, Response } from 'express';
import { refusalSentences } from '../../domain/refusals.ts';
import type { SheetRefusal } from '../../domain/registers/register-sheet.ts';
import { readBulkFile, shownFileName } from '../bulk/read-file.ts';
import { fileIn } from '../form-with-file.ts';
import { statusOf } from '../refusal-statuses.ts';

/** Lines that a page tells one by one. */
export const mostTold = 200;

/** For the page of the form: what is wrong by line and column, as far as it is told. */
export function wrongLines(wrong: readonly SheetRefusal[]) {
  return {
    wrong: wrong.slice(0, mostTold).map(({ line, heading, name }) => ({
      line,
      heading,
      sentence: refusalSentences[name],
    })),
    wrongCount: wrong.length,
    refusals:
      wrong.length === 0
        ? []
        : [{ field: 'file', sentence: 'ファイルに直していただく行があります。何も変えていません。' }],
  };
}

export interface ChosenSheet {
  readonly fileName: string;
  readonly cells: readonly (readonly string[])[];
}

interface SheetWays {
  readonly lookThrough: (
    cells: ChosenSheet['cells'],
  ) => Promise<object | { readonly refusals: readonly SheetRefusal[] }>;
  /** Shows the form again. */
  readonly page: (wrong: readonly SheetRefusal[]) => void;
  /** Keeps the sheet, and says where it is previewed. */
  readonly keep: (sheet: ChosenSheet) => Promise<string>;
}

/** A sheet in order is kept, and leads to its preview; any other shows the form again, and nothing is kept. */
export async function takeSheet(request: Request, response: Response, ways: SheetWays): Promise<void> {
  const refused = (refusals: readonly SheetRefusal[]) => {
    response.status(statusOf(refusals[0]?.name ?? 'register-file-must-hold-rows'));
    ways.page(refusals);
  };
  const chosen = fileIn(request, 'file');
  const read = readBulkFile(chosen?.bytes ?? new Uint8Array());
  if ('refusal' in read) return refused([{ line: read.refusal.line, heading: null, name: read.refusal.name }]);
  const found = await ways.lookThrough(read.rows);
  if ('refusals' in found) return refused(found.refusals);
  response.redirect(303, await ways.keep({ fileName: shownFileName(chosen?.name ?? ''), cells: read.rows }));
}
