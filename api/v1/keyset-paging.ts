/** Lists that go on after a row by its id, as the API pages them. */
import { fromCursor, toCursor } from '../../prisma/cursors.ts';
import { type Page, uuidForm } from '../../prisma/keyset.ts';

/** The id that the cursor names. Refuses: `cursor-must-be-one-of-ours`. */
export function afterOf(cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : fromCursor(cursor, uuidForm);
}

/** Where the next page begins; null on the last page. */
export function nextCursorOf({ rows, hasLater }: Page<{ readonly id: string }>): string | null {
  const last = rows.at(-1);
  return hasLater && last !== undefined ? toCursor(last.id) : null;
}
