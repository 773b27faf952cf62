/** A file of applications (一括申込), row by row, read into what the form would have been sent. Nothing is looked up here. */
import type { TypedApplication } from './application-form.ts';
import { type BulkColumn, type BulkRegister, bulkColumns, controlNumberHeading } from './bulk-columns.ts';
import { products } from './product.ts';
import { type RefusalName, refusalSentences } from './refusals.ts';
import { bankSearchKey, maxMessageLength, normaliseWidth, textProblem } from './text.ts';

/** Most applications of one file. */
export const maxBulkRows = 500;
const maxControlNumber = 50;

/** What the words of a cell may mean: rows of the registers by their names, and the company that applies. */
export interface BulkFacts {
  readonly contractorName: string;
  readonly registers: Readonly<Record<BulkRegister, readonly NamedRow[]>>;
}

export interface NamedRow {
  readonly id: string;
  /** Every name that a cell may say for this row. */
  readonly names: readonly string[];
  /** The authority, where the row is a department. */
  readonly of?: string;
}

/** One application of the file. `line` is its row as a spreadsheet numbers it. */
export interface BulkLine {
  readonly line: number;
  readonly controlNumber: string;
  readonly typed: TypedApplication;
}

/** What is wrong, with its row and column. No line: the whole file. */
export interface BulkRefusal {
  readonly line: number | null;
  readonly heading: string | null;
  readonly name: RefusalName;
  readonly sentence: string;
  /** The words that the cell may say. */
  readonly choices?: readonly string[];
}

export function bulkRefusal(
  name: RefusalName,
  at: { line?: number | null; heading?: string | null; choices?: readonly string[]; sentence?: string } = {},
): BulkRefusal {
  const { line = null, heading = null, choices, sentence = refusalSentences[name] } = at;
  return { line, heading, name, sentence, ...(choices === undefined ? {} : { choices }) };
}

/**
 * The file's applications, and every refusal that can be told without the registers' rules. A row with a refusal is still
 * read as far as it goes, so that all is told at once. Rows that are empty or begin with # are left out.
 *
 * Refuses: `bulk-headings-must-be-ours`, `bulk-rows-must-be-given`, `bulk-rows-must-be-few`, and by row and column
 * `bulk-row-must-fit-its-headings`, `text-must-be-printable`, `text-must-be-short-enough`,
 * `cell-must-not-begin-like-a-formula`, `choice-must-be-a-known-word`, `control-number-must-be-once`, and each register's own
 * name where it has no such row.
 */
export function readSheet(
  rows: readonly (readonly string[])[],
  facts: BulkFacts,
): { lines: readonly BulkLine[]; refusals: readonly BulkRefusal[] } {
  const [headings = [], ...below] = rows;
  const { columns, refusals } = columnsOf(headings);
  if (refusals.length > 0) return { lines: [], refusals };
  const filled = below
    .map((cells, index) => ({ cells, line: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== '') && !(cells[0] ?? '').trimStart().startsWith('#'));
  if (filled.length === 0) return { lines: [], refusals: [bulkRefusal('bulk-rows-must-be-given')] };
  if (filled.length > maxBulkRows) return { lines: [], refusals: [bulkRefusal('bulk-rows-must-be-few')] };
  const read = filled.map(({ cells, line }) => readRow(cells, line, columns, facts));
  const lines = read.map((each) => each.line);
  return { lines, refusals: [...read.flatMap((each) => each.refusals), ...usedTwice(lines)] };
}

/** What the cells below a register's headings say, each once, of as many rows as a file may have. */
export function wordsNaming(
  register: BulkRegister,
  [headings = [], ...below]: readonly (readonly string[])[],
): string[] {
  const own = bulkColumns.filter((column) => column.register === register).map(({ heading }) => spelled(heading));
  const filled = below.filter((cells) => cells.some((cell) => cell.trim() !== '')).slice(0, maxBulkRows + 1);
  const places = headings.flatMap((heading, index) => (own.includes(spelled(heading)) ? [index] : []));
  const said = filled.flatMap((cells) => places.map((index) => (cells[index] ?? '').trim()));
  return [...new Set(said)].filter((cell) => cell !== '');
}

type PlacedColumn = BulkColumn | 'control-number';

/** Which column stands where. Their order is free, and one that nobody fills may be missing. */
function columnsOf(headings: readonly string[]): { columns: readonly PlacedColumn[]; refusals: BulkRefusal[] } {
  const known = new Map<string, PlacedColumn>([
    [spelled(controlNumberHeading), 'control-number'],
    ...bulkColumns.map((each): [string, PlacedColumn] => [spelled(each.heading), each]),
  ]);
  const refusals: BulkRefusal[] = [];
  const seen = new Set<string>();
  const columns = headings.flatMap((heading, index) => {
    const name = spelled(heading);
    const found = known.get(name);
    const isBlankTail = name === '' && headings.slice(index).every((each) => spelled(each) === '');
    if (isBlankTail) return [];
    const shown = [...heading]
      .slice(0, 40)
      .join('')
      .replace(/\p{Cc}/gu, ' ');
    if (found === undefined || seen.has(name)) {
      refusals.push(bulkRefusal('bulk-headings-must-be-ours', { line: 1, heading: shown }));
      return [];
    }
    seen.add(name);
    return [found];
  });
  if (!seen.has(spelled(controlNumberHeading))) {
    refusals.unshift(bulkRefusal('bulk-headings-must-be-ours', { line: 1, heading: controlNumberHeading }));
  }
  return { columns, refusals: refusals.slice(0, 100) };
}

function spelled(heading: string): string {
  return normaliseWidth(heading).replace(/\s/g, '');
}

function readRow(cells: readonly string[], line: number, columns: readonly PlacedColumn[], facts: BulkFacts) {
  const refusals: BulkRefusal[] = [];
  const typed: Record<string, string> = {};
  let controlNumber = '';
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    refusals.push(bulkRefusal('bulk-row-must-fit-its-headings', { line }));
  }
  for (const { column, cell } of departmentsLast(columns, cells)) {
    const heading = column === 'control-number' ? controlNumberHeading : column.heading;
    const refused = cellRefusal(cell, column);
    if (refused !== null) refusals.push(bulkRefusal(refused, { line, heading }));
    if (column === 'control-number') {
      controlNumber = normaliseWidth(cell);
      continue;
    }
    if (refused !== null) continue;
    const meant = meantBy(cell, column, facts, typed);
    if (typeof meant === 'string') {
      if (cell !== '') typed[column.field] = meant; // a plain no is kept: it is not the usual answer
    } else refusals.push(bulkRefusal(meant.refused, { line, heading, ...meant }));
  }
  if (controlNumber === '') {
    refusals.push(bulkRefusal('field-must-be-given', { line, heading: controlNumberHeading }));
  }
  return { line: { line, controlNumber, typed: withUsual(typed, facts) }, refusals };
}

/** A department is one of its authority's, which must have been read by then, wherever its column stands. */
function departmentsLast(columns: readonly PlacedColumn[], cells: readonly string[]) {
  const placed = columns.map((column, index) => ({ column, cell: (cells[index] ?? '').trim() }));
  const isLate = ({ column }: { column: PlacedColumn }) =>
    column !== 'control-number' && column.register === 'departments';
  return [...placed.filter((each) => !isLate(each)), ...placed.filter(isLate)];
}

/** What no cell may hold, whatever its column. A telephone number may begin with +. */
function cellRefusal(cell: string, column: PlacedColumn): RefusalName | null {
  if (cell === '') return null;
  const lines = column !== 'control-number' && column.field === 'delivery.message';
  const problem = textProblem(cell, {
    maxLength: column === 'control-number' ? maxControlNumber : maxMessageLength,
    lines,
  });
  if (problem === 'unprintable') return 'text-must-be-printable';
  if (problem === 'too-long') return 'text-must-be-short-enough';
  return /^[=+\-@＝＋－＠−]/u.test(cell) && !/^\+[\d()\- ]+$/.test(cell) ? 'cell-must-not-begin-like-a-formula' : null;
}

/** What the form would have been sent, or why the words mean nothing. */
function meantBy(
  cell: string,
  { words, register, field }: BulkColumn,
  { registers }: BulkFacts,
  typed: Readonly<Record<string, string>>,
): string | { refused: RefusalName; choices?: readonly string[] } {
  if (cell === '') return '';
  if (words !== undefined) {
    const found = Object.entries(words).find(([word]) => spelled(word) === spelled(cell));
    return found?.[1] ?? { refused: 'choice-must-be-a-known-word', choices: Object.keys(words) };
  }
  if (register === undefined) return cell;
  const authorityId = field === 'contract.departmentId' ? typed['contract.authorityId'] : undefined;
  if (register === 'departments' && authorityId === undefined) return ''; // the authority is what must be put right
  const named = registers[register].filter(
    ({ names, of }) =>
      names.some((name) => bankSearchKey(name) === bankSearchKey(cell)) && (of === undefined || of === authorityId),
  );
  const [only] = named;
  return named.length === 1 && only !== undefined ? only.id : { refused: unknownRows[register] };
}

const unknownRows = {
  authorities: 'authority-must-exist',
  departments: 'department-must-exist',
  banks: 'depository-must-exist',
  branches: 'branch-must-exist',
} as const satisfies Record<BulkRegister, RefusalName>;

/** A product is applied for where any of its cells says something; what nearly every application says need not be filled. */
function withUsual(typed: Readonly<Record<string, string>>, { contractorName }: BulkFacts): TypedApplication {
  const chosen = products.filter((product) =>
    Object.entries(typed).some(([field, text]) => text !== '' && field.startsWith(`${product}.`)),
  );
  const usual = bulkColumns.flatMap(({ field, whenEmpty }) => {
    const [section = ''] = field.split('.');
    const isAsked = section === 'contract' || chosen.some((product) => product === section);
    return whenEmpty !== undefined && isAsked ? [[field, whenEmpty] as const] : [];
  });
  return {
    ...Object.fromEntries(usual),
    ...Object.fromEntries(chosen.map((product) => [`${product}.feeBilledTo`, contractorName])),
    ...typed,
    ...Object.fromEntries(chosen.map((product) => [`${product}.chosen`, 'yes'])),
  };
}

function usedTwice(lines: readonly BulkLine[]): BulkRefusal[] {
  const first = new Map<string, number>();
  return lines.flatMap(({ controlNumber, line }) => {
    if (controlNumber === '') return [];
    if (first.has(controlNumber)) {
      return [bulkRefusal('control-number-must-be-once', { line, heading: controlNumberHeading })];
    }
    first.set(controlNumber, line);
    return [];
  });
}
