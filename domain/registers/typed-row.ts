/** A row of a register as people type it, in a form or a file, and the way back. */
import { readDay } from '../dates.ts';
import { isMailAddress } from '../fields.ts';
import { type FieldRefusal, type RefusalName, refuse } from '../refusals.ts';
import { maxMessageLength, maxTextLength, normaliseWidth, textProblem } from '../text.ts';
import { formatYen, readYen, yen } from '../yen.ts';
import type { Register, RegisterField, RegisterRow, RegisterValue } from './register.ts';

export type TypedRow = Readonly<Record<string, string>>;

/**
 * The row, or every refusal with its field. A key that nobody types, and what the service counts, come from `before`.
 *
 * Refuses: `field-must-be-given`, `text-must-be-short-enough`, `text-must-be-printable`, `amount-must-be-within-bounds`,
 * `number-must-be-within-bounds`, `day-must-exist`, `time-must-exist`, `choice-must-be-a-known-word`,
 * `mail-address-must-be-valid`, `telephone-must-be-one`, and what the register checks.
 */
export function readTypedRow(
  register: Register,
  typed: TypedRow,
  before: RegisterRow | null = null,
): { row: RegisterRow } | { refusals: readonly FieldRefusal[] } {
  const row: Record<string, RegisterValue> = before?.id === undefined ? {} : { id: before.id };
  const refusals: FieldRefusal[] = [];
  for (const field of register.fields) {
    if (field.counted === true || (field.fixed === true && before !== null)) {
      row[field.name] = before?.[field.name] ?? (field.kind === 'number' ? 0 : null);
      continue;
    }
    const read = readValue(field, typed[field.name] ?? '');
    if ('refusal' in read) refusals.push(refuse(read.refusal, field.name));
    else row[field.name] = read.value;
  }
  if (refusals.length === 0) refusals.push(...(register.check?.(row) ?? []));
  return refusals.length > 0 ? { refusals } : { row };
}

type Read = { readonly value: RegisterValue } | { readonly refusal: RefusalName };

function readValue(field: RegisterField, text: string): Read {
  const plain = field.kind === 'lines' ? text.replaceAll('\r\n', '\n').trim() : text.trim();
  if (field.kind === 'flag') return { value: ['yes', 'はい', '1', 'true', '○'].includes(normaliseWidth(plain)) };
  if (plain === '') return field.required === true ? { refusal: 'field-must-be-given' } : { value: emptyOf(field) };
  return readers[field.kind](plain, field);
}

/** What stands where nothing was typed. */
function emptyOf({ kind, mayBeBlank }: RegisterField): RegisterValue {
  if (kind === 'numbers') return [];
  return mayBeBlank === true ? '' : null;
}

const readers: Record<RegisterField['kind'], (text: string, field: RegisterField) => Read> = {
  text: (text) => textOf(text, { maxLength: maxTextLength, lines: false }),
  lines: (text) => textOf(text, { maxLength: maxMessageLength, lines: true }),
  mail: (text) => (isMailAddress(text) ? { value: text } : { refusal: 'mail-address-must-be-valid' }),
  telephone(text) {
    const plain = normaliseWidth(text);
    return /^(?=(?:\D*\d){6})\+?[\d() -]{6,20}$/.test(plain) ? { value: plain } : { refusal: 'telephone-must-be-one' };
  },
  yen(text) {
    const amount = readYen(text);
    return amount === null ? { refusal: 'amount-must-be-within-bounds' } : { value: amount };
  },
  permille(text) {
    const match = /^(\d{1,3})(?:\.(\d))?%?$/.exec(normaliseWidth(text));
    const value = match === null ? -1 : Number(match[1]) * 10 + Number(match[2] ?? 0);
    return value < 0 || value > 1000 ? { refusal: 'number-must-be-within-bounds' } : { value };
  },
  number: (text, field) => numberOf(text, field),
  numbers(text, field) {
    const parts = normaliseWidth(text)
      .split(/[,、\s]+/)
      .filter((part) => part !== '');
    const read = parts.map((part) => numberOf(part, field));
    const refused = read.find((each) => 'refusal' in each);
    return refused ?? { value: read.map((each) => ('value' in each ? Number(each.value) : 0)) };
  },
  day(text) {
    const day = readDay(text);
    return day === null ? { refusal: 'day-must-exist' } : { value: day };
  },
  time(text) {
    const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(normaliseWidth(text));
    return match === null
      ? { refusal: 'time-must-exist' }
      : { value: `${(match[1] as string).padStart(2, '0')}:${match[2]}` };
  },
  flag: (text) => ({ value: text === 'yes' }),
  choice(text, { choices = {} }) {
    const said = normaliseWidth(text);
    const found = Object.entries(choices).find(([value, title]) => value === text || normaliseWidth(title) === said);
    return found === undefined ? { refusal: 'choice-must-be-a-known-word' } : { value: found[0] };
  },
  reference: (text) => textOf(text, { maxLength: maxTextLength, lines: false }),
};

function textOf(text: string, limits: { maxLength: number; lines: boolean }): Read {
  const problem = textProblem(text, limits);
  if (problem === null) return { value: text };
  return { refusal: problem === 'too-long' ? 'text-must-be-short-enough' : 'text-must-be-printable' };
}

function numberOf(text: string, { min = 0, max = 1_000_000 }: RegisterField): Read {
  const plain = normaliseWidth(text).replaceAll(',', '');
  const value = /^\d{1,7}$/.test(plain) ? Number(plain) : Number.NaN;
  return value >= min && value <= max ? { value } : { refusal: 'number-must-be-within-bounds' };
}

/** What a form's field holds for a value. */
export function typedValue(field: RegisterField, value: RegisterValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (field.kind === 'flag') return value === true ? 'yes' : '';
  if (Array.isArray(value)) return value.join(', ');
  if (field.kind === 'permille') return `${Math.floor(Number(value) / 10)}.${Number(value) % 10}`;
  if (field.kind === 'yen') return formatYen(yen(Number(value)));
  return String(value);
}

/** What a list, a file and a comparison show for a value. References are named by whoever knows their rows. */
export function shownValue(field: RegisterField, value: RegisterValue | undefined): string {
  if (value === null || value === undefined) return '';
  if (field.kind === 'flag') return value === true ? 'はい' : 'いいえ';
  if (field.kind === 'choice') return field.choices?.[String(value)] ?? String(value);
  if (field.kind === 'permille') return `${typedValue(field, value)}%`;
  if (field.kind === 'yen') return `${typedValue(field, value)}円`;
  return typedValue(field, value);
}

/** The whole row as a form holds it. */
export function typedRow(register: Register, row: RegisterRow): TypedRow {
  return Object.fromEntries(register.fields.map((field) => [field.name, typedValue(field, row[field.name])]));
}
