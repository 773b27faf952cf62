/** What a register is made of: rows of named fields. One description serves its pages, its files and its checks. */
import type { FieldRefusal } from '../refusals.ts';

export const registerNames = [
  'authorities',
  'departments',
  'acceptance-rules',
  'submission-profiles',
  'authority-ratios',
  'branches',
  'branch-receptions',
  'number-series',
  'banks',
  'surety-companies',
  'closed-calendars',
  'closed-days',
  'schedule-rules',
  'product-settings',
  'fee-payment-rules',
  'review-check-rules',
  'contractor-limits',
  'sweep-checks',
  'alert-rules',
  'on-call-addresses',
  'alert-webhooks',
  'circuit-settings',
] as const;
export type RegisterName = (typeof registerNames)[number];

/** Days stand as 2026-04-01, yen as whole numbers. */
export type RegisterValue = string | number | boolean | null | readonly number[];
export type RegisterRow = Readonly<Record<string, RegisterValue>>;

export type FieldKind =
  /** A line of text. */
  | 'text'
  /** Text of several lines. */
  | 'lines'
  | 'mail'
  | 'telephone'
  | 'yen'
  /** Thousandths, typed and shown as a percentage: 40.0%. */
  | 'permille'
  | 'number'
  /** Numbers with commas between them: 5、1. */
  | 'numbers'
  | 'day'
  /** 09:00. */
  | 'time'
  | 'flag'
  /** One of the field's choices. */
  | 'choice'
  /** The key of a row of another register, or a contractor. */
  | 'reference';

export interface RegisterField {
  /** As the tables name it. */
  readonly name: string;
  /** As people and files name it. */
  readonly title: string;
  readonly kind: FieldKind;
  readonly required?: boolean;
  readonly hint?: string;
  readonly choices?: Readonly<Record<string, string>>;
  /** Of a reference. */
  readonly of?: RegisterName | 'contractors';
  /** Of numbers: the bounds, both allowed. */
  readonly min?: number;
  readonly max?: number;
  /** Set once, with the row: it is part of what the row is about. */
  readonly fixed?: boolean;
  /** Of a text that is not required: nothing typed is an empty text, not nothing. */
  readonly mayBeBlank?: boolean;
  /** Kept by the service: shown, never typed. */
  readonly counted?: boolean;
}

export interface Register {
  readonly name: RegisterName;
  readonly title: string;
  /** What it is for and what a change does, in a sentence or two. */
  readonly explanation: string;
  /** The rule that it stands on. */
  readonly source: string;
  readonly fields: readonly RegisterField[];
  /** The fields that name a row. `id`: a name of its own that nobody types. */
  readonly key: readonly string[];
  /** The fields by which a person recognises a row. */
  readonly recognisedBy: readonly string[];
  /** The day from which a row holds, where rows are dated: then a change is a row from a later day. */
  readonly datedBy?: string;
  /** Whether a row may be taken out. What it said stays in the history of changes. */
  readonly removable: boolean;
  /** Which cases under way a row touches: those of this authority, branch, product or contractor, named by the row's field. */
  readonly touches?: { readonly by: 'authorityId' | 'branchId' | 'product' | 'contractorId'; readonly field: string };
  /** What no field alone can tell. */
  readonly check?: (row: RegisterRow) => readonly FieldRefusal[];
}

/** The key of a row as addresses and changes carry it. */
export function rowKeyOf({ key }: Pick<Register, 'key'>, row: RegisterRow): string {
  return key.map((name) => encodeURIComponent(String(row[name] ?? '')).replaceAll('~', '%7E')).join('~');
}

/** The key's fields of a text that `rowKeyOf` made; null where it is none of this register's. */
export function readRowKey({ key }: Pick<Register, 'key'>, text: string): Record<string, string> | null {
  const parts = text.split('~');
  if (parts.length !== key.length) return null;
  try {
    return Object.fromEntries(key.map((name, index) => [name, decodeURIComponent(parts[index] as string)]));
  } catch {
    return null;
  }
}
