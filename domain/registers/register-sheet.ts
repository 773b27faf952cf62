/** A register as a sheet: the same headings out and in, so that a file that was written out comes back unchanged. */
import type { RefusalName } from '../refusals.ts';
import { normaliseWidth } from '../text.ts';
import { type Register, type RegisterField, type RegisterRow, rowKeyOf } from './register.ts';
import { readTypedRow, type TypedRow } from './typed-row.ts';

/** The heading of the column that names a row where nobody types its name. */
const idHeading = '行番号（変えないでください）';

export interface SheetRefusal {
  /** The row as a spreadsheet numbers it; null: the whole file. */
  readonly line: number | null;
  readonly heading: string | null;
  readonly name: RefusalName;
}

/** A row of the sheet against the register: what it was, and what it becomes. */
export interface SheetRow {
  readonly line: number;
  /** Null for a new row. */
  readonly rowKey: string | null;
  readonly before: RegisterRow | null;
  readonly after: RegisterRow;
}

export function sheetHeadings(register: Register): readonly string[] {
  return [...(register.key.includes('id') ? [idHeading] : []), ...register.fields.map(({ title }) => title)];
}

/** The cells of a row; references by their names, or by their key where two rows share a name. */
export function sheetCells(register: Register, row: RegisterRow, words: (field: RegisterField) => string): string[] {
  return [...(register.key.includes('id') ? [String(row.id ?? '')] : []), ...register.fields.map(words)];
}

/** The rows of a register that references may name: key and title. */
export type NamedRows = (
  of: NonNullable<RegisterField['of']>,
) => readonly { readonly key: string; readonly title: string }[];

/**
 * What the sheet would change, row by row; rows that say what stands there already are left out. Rows that the sheet does
 * not name stay as they are: a file takes nothing out.
 *
 * Refuses: `register-file-headings-must-be-ours`, `register-file-must-hold-rows`, and by line and heading
 * `register-row-must-exist`, `row-must-be-once`, `referenced-row-must-exist`, and what `readTypedRow` refuses.
 */
export function readRegisterSheet(
  register: Register,
  cells: readonly (readonly string[])[],
  rows: readonly RegisterRow[],
  named: NamedRows,
): { changes: readonly SheetRow[]; same: number } | { refusals: readonly SheetRefusal[] } {
  const [headings = [], ...lines] = cells;
  const expected = sheetHeadings(register);
  if (
    headings.length !== expected.length ||
    headings.some((text, at) => normaliseWidth(text) !== normaliseWidth(expected[at] ?? ''))
  ) {
    return { refusals: [{ line: 1, heading: null, name: 'register-file-headings-must-be-ours' }] };
  }
  const known = new Map(rows.map((row) => [rowKeyOf(register, row), row]));
  const refusals: SheetRefusal[] = [];
  const changes: SheetRow[] = [];
  const seen = new Set<string>();
  let same = 0;
  for (const [index, line] of lines.entries()) {
    if (line.every((cell) => cell.trim() === '')) continue;
    const read = readLine(register, line, known, named);
    const at = index + 2;
    if ('refusals' in read) refusals.push(...read.refusals.map((refusal) => ({ ...refusal, line: at })));
    else if (read.rowKey !== null && seen.has(read.rowKey))
      refusals.push({ line: at, heading: null, name: 'row-must-be-once' });
    else if (read.before !== null && sameRow(read.before, read.after)) same += 1;
    else changes.push({ ...read, line: at });
    if ('rowKey' in read && read.rowKey !== null) seen.add(read.rowKey);
  }
  if (refusals.length > 0) return { refusals };
  if (changes.length + same === 0)
    return { refusals: [{ line: null, heading: null, name: 'register-file-must-hold-rows' }] };
  return { changes, same };
}

type Line = Omit<SheetRow, 'line'>;

function readLine(
  register: Register,
  line: readonly string[],
  known: ReadonlyMap<string, RegisterRow>,
  named: NamedRows,
): Line | { refusals: readonly Omit<SheetRefusal, 'line'>[] } {
  const hasId = register.key.includes('id');
  const id = hasId ? (line[0] ?? '').trim() : '';
  const before = hasId && id !== '' ? (known.get(rowKeyOf(register, { id })) ?? null) : null;
  if (id !== '' && before === null) return { refusals: [{ heading: idHeading, name: 'register-row-must-exist' }] };
  const typed: Record<string, string> = {};
  for (const [index, field] of register.fields.entries()) {
    const cell = unmarked(line[index + (hasId ? 1 : 0)] ?? '');
    const value = field.of === undefined || cell.trim() === '' ? cell : keyOf(named(field.of), cell);
    if (value === null) return { refusals: [{ heading: field.title, name: 'referenced-row-must-exist' }] };
    typed[field.name] = value;
  }
  return readFields(register, typed, before, known);
}

function readFields(
  register: Register,
  typed: TypedRow,
  before: RegisterRow | null,
  known: ReadonlyMap<string, RegisterRow>,
): Line | { refusals: readonly Omit<SheetRefusal, 'line'>[] } {
  const hasId = register.key.includes('id');
  const fresh = readTypedRow(register, typed, before);
  if ('refusals' in fresh) {
    const titleOf = (name?: string) => register.fields.find((field) => field.name === name)?.title ?? null;
    return { refusals: fresh.refusals.map(({ name, field }) => ({ heading: titleOf(field), name })) };
  }
  if (hasId) return { rowKey: before === null ? null : rowKeyOf(register, before), before, after: fresh.row };
  const rowKey = rowKeyOf(register, fresh.row);
  const stands = known.get(rowKey) ?? null;
  if (stands === null) return { rowKey: null, before: null, after: fresh.row };
  const again = readTypedRow(register, typed, stands);
  return { rowKey, before: stands, after: 'row' in again ? again.row : fresh.row };
}

/** A cell as it was before a file marked it so that no spreadsheet calculates it. */
export function unmarked(cell: string): string {
  return /^'[\s]*[=+\-@＝＋－＠−]/u.test(cell) ? cell.slice(1) : cell;
}

/** The key that a cell names, by title or by the key itself. */
function keyOf(rows: readonly { key: string; title: string }[], cell: string): string | null {
  const said = normaliseWidth(cell);
  const byTitle = rows.filter(({ title }) => normaliseWidth(title) === said);
  if (byTitle.length === 1) return byTitle[0]?.key ?? null;
  return rows.find(({ key }) => key === cell.trim())?.key ?? null;
}

function sameRow(one: RegisterRow, other: RegisterRow): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => JSON.stringify(one[name] ?? null) === JSON.stringify(other[name] ?? null));
}
