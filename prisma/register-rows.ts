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
import { rowOf, tableOf, whereKey } from './register-tables.ts';

/** The names of rows that fields refer to: by register and key. */
export type ReferenceNames = ReadonlyMap<string, string>;

/** All rows, the newest day first where rows are dated. Registers have some thousands of rows at the most. */
export async function registerRows(db: Database | Transaction, register: Register): Promise<RegisterRow[]> {
  const by = register.datedBy === undefined ? register.key : [register.datedBy, ...register.key];
  const orderBy = [...new Set(by)].map((name) => ({ [name]: name === register.datedBy ? 'desc' : 'asc' }));
  return (await tableOf(db, register).findMany({ orderBy })).map((record) => rowOf(register, record));
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

/** What the references of these registers' fields are called, for lists and forms. */
export async function referenceNames(db: Database | Transaction, register: Register): Promise<ReferenceNames> {
  const names = new Map<string, string>();
  for (const of of new Set(register.fields.flatMap((field) => field.of ?? []))) {
    for (const { key, title } of await choicesOf(db, of)) names.set(`${of}/${key}`, title);
  }
  return names;
}

/** The rows that a field may refer to, by their names. */
export async function choicesOf(db: Database | Transaction, of: NonNullable<RegisterField['of']>) {
  if (of === 'contractors') {
    const rows = await db.contractor.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } });
    return rows.map(({ id, name }) => ({ key: id, title: name }));
  }
  const register = registerNamed(of);
  if (register === null) throw new Refusal('register-must-exist');
  const [rows, names] = [await registerRows(db, register), await referenceNames(db, register)];
  return rows
    .map((row) => ({ key: rowKeyOf(register, row), title: titleOf(register, row, names) }))
    .map(({ key, title }) => ({ key: decodeURIComponent(key), title }))
    .sort((one, other) => (one.title < other.title ? -1 : 1));
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
