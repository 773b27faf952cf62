/** What a change of a locator changed, line by line: for its trail, which never holds a password. */
import type { Locator, LocatorField, LocatorState } from '../../domain/locator.ts';

export interface ChangedLine {
  readonly field: LocatorField | 'state';
  /** As stored, an amount in digits; both null for the password, of which only the fact is kept. */
  readonly before: string | null;
  readonly after: string | null;
}

export type Noted = Omit<Locator, 'password' | 'amountYen'> & {
  readonly amountYen: number | bigint | null;
  readonly state: LocatorState;
};

const notedFields = ['url', 'kind', 'insurer', 'projectName', 'contractor', 'amountYen', 'memo', 'state'] as const;

export function changedLines(before: Noted, after: Noted, passwordDiffers: boolean): ChangedLine[] {
  const text = (noted: Noted, field: (typeof notedFields)[number]) => String(noted[field] ?? '');
  const lines: ChangedLine[] = notedFields
    .filter((field) => text(before, field) !== text(after, field))
    .map((field) => ({ field, before: text(before, field), after: text(after, field) }));
  return passwordDiffers ? [...lines, { field: 'password', before: null, after: null }] : lines;
}
