/** Where each register's rows stand: its table, and the columns of its fields both ways. */
import { randomUUID } from 'node:crypto';
import type { Day } from '../domain/dates.ts';
import type {
  Register,
  RegisterField,
  RegisterName,
  RegisterRow,
  RegisterValue,
} from '../domain/registers/register.ts';
import { bankSearchKey } from '../domain/text.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { likeText } from './form-choices.ts';
import type { Prisma } from './generated/client.ts';

/** A table as far as registers use it. */
export interface RegisterTable {
  findMany(args: object): Promise<Record<string, unknown>[]>;
  findFirst(args: object): Promise<Record<string, unknown> | null>;
  count(args: object): Promise<number>;
  create(args: object): Promise<unknown>;
  updateMany(args: object): Promise<{ count: number }>;
  deleteMany(args: object): Promise<{ count: number }>;
}

const models: Record<RegisterName, Uncapitalize<Prisma.ModelName>> = {
  authorities: 'authority',
  departments: 'department',
  'acceptance-rules': 'acceptanceRule',
  'submission-profiles': 'submissionProfile',
  'authority-ratios': 'authorityRatio',
  branches: 'branch',
  'branch-receptions': 'branchReception',
  'number-series': 'numberSeries',
  banks: 'bankBranch',
  'surety-companies': 'suretyCompany',
  'closed-calendars': 'closedCalendar',
  'closed-days': 'closedDay',
  'schedule-rules': 'scheduleRule',
  'product-settings': 'productSetting',
  'fee-payment-rules': 'feePaymentRule',
  'review-check-rules': 'reviewCheckRule',
  'contractor-limits': 'contractorLimit',
  'sweep-checks': 'sweepCheck',
  'alert-rules': 'alertRule',
  'on-call-addresses': 'onCallAddress',
  'alert-webhooks': 'alertWebhook',
  'circuit-settings': 'circuit',
};

/** The table of a register. The client's types differ by table; what registers ask is the same for all. */
export function tableOf(db: Database | Transaction, { name }: Register): RegisterTable {
  return db[models[name]] as unknown as RegisterTable;
}

/** The row as the domain knows it. */
export function rowOf(register: Register, record: Record<string, unknown>): RegisterRow {
  const own = register.fields.map((field) => [field.name, registerValue(record[field.name])] as const);
  return {
    ...('id' in record && register.key.includes('id') ? { id: String(record.id) } : {}),
    ...Object.fromEntries(own),
  };
}

function registerValue(value: unknown): RegisterValue {
  if (value instanceof Date) return toDay(value);
  if (typeof value === 'bigint') return Number(value);
  return (value ?? null) as RegisterValue;
}

/** The columns of a row. A new row of a register that nobody names gets a name of its own. */
export function columnsOf(register: Register, row: RegisterRow): Record<string, unknown> {
  const own = register.fields.map((field) => [field.name, columnOf(field, row[field.name] ?? null)] as const);
  const id = register.key.includes('id') ? { id: row.id ?? randomUUID() } : {};
  return { ...id, ...Object.fromEntries(own), ...derived(register, row) };
}

function columnOf({ kind }: RegisterField, value: RegisterValue): unknown {
  if (kind === 'day') return value === null ? null : fromDay(value as Day);
  if (kind === 'yen') return value === null ? null : BigInt(value as number);
  return Array.isArray(value) ? [...value] : value;
}

/** Columns that follow from the others. */
function derived({ name }: Register, row: RegisterRow): Record<string, unknown> {
  return name === 'banks' ? { searchKey: bankSearchKey(`${row.bankName}${row.branchName}${row.reading}`) } : {};
}

/** The condition that finds the rows with all of the words; null where the register keeps no key to search by. */
export function whereWords({ name }: Register, words: string): Record<string, unknown> | null {
  if (words.trim() === '') return {};
  if (name !== 'banks') return null;
  const keys = words.split(/\s+/).map(bankSearchKey);
  return { AND: keys.map((key) => ({ searchKey: { contains: likeText(key) } })) };
}

/** The condition that finds the row of a key. */
export function whereKey(register: Register, key: Readonly<Record<string, RegisterValue>>): Record<string, unknown> {
  return Object.fromEntries(
    register.key.map((name) => {
      const field = register.fields.find((each) => each.name === name);
      return [name, field === undefined ? key[name] : columnOf(field, key[name] ?? null)];
    }),
  );
}
