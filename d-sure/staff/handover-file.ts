/** The file of a hand-over of staff (人事異動): who belongs to the authority from then on, as Excel in Japan writes it. */
import { parse } from 'csv-parse/sync';
import { Refusal } from '../../domain/refusals.ts';
import { textProblem } from '../../domain/text.ts';
import { isRight, type Right, rightNames, rights } from '../rights.ts';
import { maxNameLength } from './departments.ts';
import { type CheckedUser, checkedAddress, type KeptUser, maxDepartments } from './users.ts';

export const columns = ['利用者番号', '氏名', 'メールアドレス', '部署', '権限'] as const;
export const maxRows = 5_000;

/** Between two departments of one person; the first is the one the person answers for. */
const between = '、';

/** A person of the new state; `userId` is null for somebody new. */
export interface HandoverRow extends CheckedUser {
  readonly userId: string | null;
}

export interface FileProblem {
  /** Of the file, the headings being row 1. */
  readonly row: number;
  readonly column: string;
  readonly sentence: string;
}

export interface Present {
  readonly users: readonly KeptUser[];
  readonly departments: readonly { readonly id: string; readonly name: string }[];
}

/**
 * The rows, or every problem of the file by row and column. A row without a number is the active person of the same address
 * and name, else somebody new.
 *
 * Refuses: `handover-must-be-a-csv-of-ours`.
 */
export function readHandover(
  bytes: Uint8Array,
  present: Present,
): { rows: readonly HandoverRow[]; problems: readonly FileProblem[] } {
  const [headings = [], ...lines] = cellsOf(bytes);
  const places = columns.map((column) => headings.findIndex((heading) => heading.trim() === column));
  if (places.includes(-1) || lines.length === 0 || lines.length > maxRows)
    throw new Refusal('handover-must-be-a-csv-of-ours', { field: 'file' });
  const problems: FileProblem[] = [];
  const rows: HandoverRow[] = [];
  const seen = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const row = index + 2;
    const cell = (column: (typeof columns)[number]) => plain(line[places[columns.indexOf(column)] ?? -1] ?? '');
    if (columns.every((column) => cell(column) === '')) continue;
    const problem = (column: string, sentence: string) => void problems.push({ row, column, sentence });
    const read = readRow(cell, present, problem);
    for (const [column, value] of [
      ['メールアドレス', read.email],
      ['利用者番号', read.userId ?? ''],
    ] as const) {
      const earlier = value === '' ? undefined : seen.get(`${column}/${value}`);
      if (earlier !== undefined) problem(column, '同じものが上の行にもあります。');
      seen.set(`${column}/${value}`, row);
    }
    rows.push(read);
  }
  return { rows, problems };
}

/** The active people as rows of the same file. */
export function peopleRows(users: readonly KeptUser[]): string[][] {
  return users
    .filter(({ deactivatedAt }) => deactivatedAt === null)
    .map(({ id, name, email, departments, right }) => {
      const named = departments.map((department) => department.name).join(between);
      return [id, name, email, named, rightNames[right]];
    });
}

function readRow(
  cell: (column: (typeof columns)[number]) => string,
  { users, departments }: Present,
  problem: (column: string, sentence: string) => void,
): HandoverRow {
  const name = cell('氏名');
  const wrong = textProblem(name, { maxLength: maxNameLength, lines: false });
  if (wrong !== null)
    problem('氏名', wrong === 'blank' ? '氏名がありません。' : '60文字以内の、印刷できる文字にしてください。');
  const email = addressIn(cell('メールアドレス'));
  if (email === '') problem('メールアドレス', 'メールアドレスの形をご確認ください。');
  const right = rightIn(cell('権限'));
  if (right === null) problem('権限', '権限は「管理者」「担当者」「閲覧者」のいずれかにしてください。');
  const departmentIds = [
    ...new Set(
      cell('部署')
        .split(/[、,;；]/)
        .map((part) => part.trim()),
    ),
  ]
    .filter((part) => part !== '')
    .map((part) => departments.find((known) => known.name === part)?.id ?? null);
  if (departmentIds.length === 0) problem('部署', '部署がありません。');
  if (departmentIds.length > maxDepartments) problem('部署', '部署は10までにしてください。');
  if (departmentIds.includes(null))
    problem('部署', '登録されていない部署があります。部署の画面で追加するか、名前をご確認ください。');
  const active = users.filter(({ deactivatedAt }) => deactivatedAt === null);
  const number = cell('利用者番号');
  const known =
    number === ''
      ? active.find((user) => user.email === email && user.name === name)
      : active.find(({ id }) => id === number);
  if (number !== '' && known === undefined)
    problem('利用者番号', 'この番号の利用者はいません。新しい方の場合は空欄にしてください。');
  return {
    userId: known?.id ?? null,
    name,
    email,
    right: right ?? 'reader',
    departmentIds: departmentIds.filter((id) => id !== null),
  };
}

function cellsOf(bytes: Uint8Array): string[][] {
  const text = decodedAs('utf-8', bytes) ?? decodedAs('shift_jis', bytes);
  try {
    if (text === null) throw new Error('neither encoding');
    return parse(text, { relax_column_count: true, skip_empty_lines: true, max_record_size: 10_000 });
  } catch {
    throw new Refusal('handover-must-be-a-csv-of-ours', { field: 'file' });
  }
}

/** Strict, so that no name is stored with a question mark in it. */
function decodedAs(encoding: 'utf-8' | 'shift_jis', bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Without the apostrophe that our own file puts before what a spreadsheet would calculate. */
function plain(cell: string): string {
  return cell.trim().replace(/^'/, '');
}

function addressIn(cell: string): string {
  try {
    return checkedAddress(cell);
  } catch {
    return '';
  }
}

function rightIn(cell: string): Right | null {
  return rights.find((right) => rightNames[right] === cell) ?? (isRight(cell) ? cell : null);
}
