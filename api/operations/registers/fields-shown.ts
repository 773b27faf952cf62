/** A register's fields as the form shows them: which block, with which choices, what is typed, what is wrong. */
import type { Register, RegisterField, RegisterRow } from '../../../domain/registers/register.ts';
import type { TypedRow } from '../../../domain/registers/typed-row.ts';
import type { Database } from '../../../prisma/database.ts';
import { choicesOf, referenceNames, wordsOf } from '../../../prisma/register-rows.ts';
import { fieldId } from './addresses.ts';

/** The fields in order; what is set once with the row, or counted, is shown and not typed. */
export async function fieldsShown(
  db: Database,
  register: Register,
  typed: TypedRow,
  before: RegisterRow | null,
  errors: Readonly<Record<string, string>>,
) {
  const names = await referenceNames(db, register);
  return Promise.all(
    register.fields.map(async (field) => ({
      name: fieldId(field.name),
      label: field.title,
      hint: field.hint,
      required: field.required === true,
      value: typed[field.name] ?? '',
      error: errors[fieldId(field.name)],
      block: blockOf(field, before),
      checked: typed[field.name] === 'yes',
      options: await optionsOf(db, field),
      words: before === null ? '' : wordsOf(field, before, names),
    })),
  );
}

function blockOf({ kind, fixed, counted }: RegisterField, before: RegisterRow | null): string {
  if (counted === true || (fixed === true && before !== null)) return 'shown';
  if (kind === 'lines') return 'textarea';
  if (kind === 'flag') return 'checkbox';
  if (kind === 'choice' || kind === 'reference') return 'select';
  if (kind === 'day') return 'date';
  return kind === 'yen' ? 'money' : 'text';
}

async function optionsOf(db: Database, field: RegisterField) {
  if (field.kind === 'choice') {
    return Object.entries(field.choices ?? {}).map(([value, title]) => ({ value, title }));
  }
  if (field.of === undefined) return [];
  return (await choicesOf(db, field.of)).map(({ key, title }) => ({ value: key, title }));
}
