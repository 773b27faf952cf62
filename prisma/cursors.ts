/** Cursors of lists: where the next page begins, opaque to clients. */
import { Refusal } from '../domain/refusals.ts';

/** The place written as a cursor. */
export function toCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** The place, where it has the form that the list gives out. Refuses: `cursor-must-be-one-of-ours`. */
export function fromCursor(cursor: string, form: RegExp): string {
  const place = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!form.test(place) || toCursor(place) !== cursor) throw notOurs();
  return place;
}

const momentForm = /^\d{1,14}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The instant and the id of a cursor that was made as `milliseconds/id`. Refuses: `cursor-must-be-one-of-ours`. */
export function momentOf(cursor: string): { readonly at: Date; readonly id: string } {
  const [time = '', id = ''] = fromCursor(cursor, momentForm).split('/');
  return { at: new Date(Number(time)), id };
}

/** The refusal of a cursor that no list gave to this reader. */
export function notOurs(): Refusal {
  return new Refusal('cursor-must-be-one-of-ours', { field: 'cursor' });
}

/** One page out of rows that were read one beyond it, and where the next page begins. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => string) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, nextCursor: rows.length > limit && last !== undefined ? toCursor(placeOf(last)) : null };
}
