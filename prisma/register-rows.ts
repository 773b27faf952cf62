/** A register's rows as they are in force, and what their references and cases are called. */
import { Refusal } from '../domain/refusals.ts';
import { registerNamed } from '../domain/registers/all.ts';
import {
  type Register,
  type RegisterField,
  type RegisterRow,
  readRowKey,
  rowKeyOf,
} from '../domain/registers/register.ts';
import { shownValue } from '../domain/registers/typed-row.ts';
import type { Stage } from '../domain/stages.ts';
import { kanaKey } from '../domain/text.ts';
import type { Database, Transaction } from './database.ts';
import { rowOf, tableOf, whereKey, whereWords } from './register-tables.ts';

/** The names of rows that fields refer to: by register and key. */
export type ReferenceNames = ReadonlyMap<string, string>;

/** All rows, the newest day first where rows are dated. For a file of them; a page reads `registerPage`. */
export async function registerRows(db: Database | Transaction, register: Register): Promise<RegisterRow[]> {
  return (await tableOf(db, register).findMany(ordered(register))).map((record) => rowOf(register, record));
}

function ordered({ datedBy, key }: Register) {
  const by = datedBy === undefined ? key : [datedBy, ...key];
  return { orderBy: [...new Set(by)].map((name) => ({ [name]: name === datedBy ? 'desc' : 'asc' })) };
}

export interface RegisterPage {
  readonly rows: readonly RegisterRow[];
  readonly names: ReferenceNames;
  /** Of all pages. */
  readonly count: number;
}

/**
 * The rows of one page that hold the words, with the names that they refer to. Nothing else is read, but where words are
 * looked for in a register that keeps no key to search by: those have some thousands of rows at the most.
 */
export async function registerPage(
  db: Database,
  register: Register,
  { words, from, limit }: { readonly words: string; readonly from: number; readonly limit: number },
): Promise<RegisterPage> {
  const table = tableOf(db, register);
  const where = whereWords(register, words);
  if (where === null) {
    const [all, names] = await Promise.all([registerRows(db, register), referenceNames(db, register)]);
    const found = all.filter((row) => holdsWords(register, row, names, words));
    return { rows: found.slice(from, from + limit), names, count: found.length };
  }
  const [records, count] = await Promise.all([
    table.findMany({ where, ...ordered(register), skip: from, take: limit }),
    table.count({ where }),
  ]);
  const rows = records.map((record) => rowOf(register, record));
  return { rows, names: await referenceNames(db, register, rows), count };
}

/** The row of a key, or null. */
export async function registerRow(
  db: Database | Transaction,
  register: Register,
  rowKey: string,
): Promise<RegisterRow | null> {
  const key = readRowKey(register, rowKey);
  if (key === null) return null;
  try {
    const record = await tableOf(db, register).findFirst({ where: whereKey(register, key) });
    return record === null ? null : rowOf(register, record);
  } catch (error) {
    if (error instanceof RangeError || isOfWrongShape(error)) return null; // no day, no uuid: no row has such a key
    throw error;
  }
}

function isOfWrongShape(error: unknown): boolean {
  return (
    error instanceof Error && ['PrismaClientValidationError', 'PrismaClientKnownRequestError'].includes(error.name)
  );
}

/** What the references of this register's fields are called, for lists and forms: all of them, or those of these rows. */
export async function referenceNames(
  db: Database | Transaction,
  register: Register,
  rows?: readonly RegisterRow[],
): Promise<ReferenceNames> {
  const names = new Map<string, string>();
  for (const of of new Set(register.fields.flatMap((field) => field.of ?? []))) {
    const own = register.fields.filter((field) => field.of === of);
    const keys = rows?.flatMap((row) => own.flatMap(({ name }) => (row[name] == null ? [] : [String(row[name])])));
    for (const { key, title } of await choicesOf(db, of, keys)) names.set(`${of}/${key}`, title);
  }
  return names;
}

/** The rows that a field may refer to, by their names: all of them, or those of these keys. */
export async function choicesOf(
  db: Database | Transaction,
  of: NonNullable<RegisterField['of']>,
  keys?: readonly string[],
) {
  if (keys?.length === 0) return [];
  if (of === 'contractors') {
    const where = keys === undefined ? {} : { id: { in: [...new Set(keys)] } };
    const rows = await db.contractor.findMany({ where, select: { id: true, name: true }, orderBy: { name: 'asc' } });
    return rows.map(({ id, name }) => ({ key: id, title: name }));
  }
  const register = registerNamed(of);
  if (register === null) throw new Refusal('register-must-exist');
  const rows = await rowsOfKeys(db, register, keys);
  const names = await referenceNames(db, register, keys === undefined ? undefined : rows);
  return rows
    .map((row) => ({ key: rowKeyOf(register, row), title: titleOf(register, row, names) }))
    .map(({ key, title }) => ({ key: decodeURIComponent(key), title }))
    .sort((one, other) => (one.title < other.title ? -1 : 1));
}

/** A reference says the one field that names the row it means. */
async function rowsOfKeys(db: Database | Transaction, register: Register, keys: readonly string[] | undefined) {
  const [by, ...others] = register.key;
  if (keys === undefined || by === undefined || others.length > 0) return registerRows(db, register);
  const where = { [by]: { in: [...new Set(keys)] } };
  return (await tableOf(db, register).findMany({ where })).map((record) => rowOf(register, record));
}

/** A value as people read it, references by their names. */
export function wordsOf(field: RegisterField, row: RegisterRow, names: ReferenceNames): string {
  const value = row[field.name];
  if (field.kind !== 'reference' || value === null || value === undefined) return shownValue(field, value);
  return names.get(`${field.of}/${value}`) ?? String(value);
}

export function titleOf(register: Register, row: RegisterRow, names: ReferenceNames): string {
  const fields = register.recognisedBy.flatMap((name) => register.fields.find((field) => field.name === name) ?? []);
  return fields
    .map((field) => wordsOf(field, row, names))
    .filter((words) => words !== '')
    .join('・');
}

/** Whether the row holds each of the words somewhere, whatever their width and kana. */
export function holdsWords(register: Register, row: RegisterRow, names: ReferenceNames, words: string): boolean {
  const text = kanaKey(register.fields.map((field) => wordsOf(field, row, names)).join(' '));
  return words.split(/\s+/).every((word) => text.includes(kanaKey(word)));
}

/** Stages at which a change may still matter to a case. */
const underWay: readonly Stage[] = [
  'applied',
  'awaiting-second-approval',
  'returned',
  'awaiting-fee',
  'issuing',
  'posting',
  'dispatching',
  'posted',
];

/** How many cases under way the row touches; null where registers of this kind touch none by themselves. */
export async function casesTouched(db: Database, { touches }: Register, row: RegisterRow): Promise<number | null> {
  if (touches === undefined) return null;
  const value = row[touches.field];
  const of = typeof value === 'string' ? { [touches.by]: value } : {};
  return db.revision.count({ where: { stage: { in: [...underWay] }, guarantee: of } });
}
