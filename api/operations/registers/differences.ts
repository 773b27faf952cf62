/** What a change of a row changes, field by field, in words. */
import type { Register, RegisterRow } from '../../../domain/registers/register.ts';
import { type ReferenceNames, wordsOf } from '../../../prisma/register-rows.ts';

export interface Difference {
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly isChanged: boolean;
}

/** Every field with what stood there and what stands there; null: the row was not there, or is there no more. */
export function differences(
  register: Register,
  before: RegisterRow | null,
  after: RegisterRow | null,
  names: ReferenceNames,
): readonly Difference[] {
  return register.fields
    .filter(({ counted }) => counted !== true)
    .map((field) => {
      const words = (row: RegisterRow | null) => (row === null ? '' : wordsOf(field, row, names));
      const [stood, stands] = [words(before), words(after)];
      return { title: field.title, before: stood, after: stands, isChanged: stood !== stands };
    });
}
