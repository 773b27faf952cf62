/** Cursors that say where a row stood when it was read: whatever becomes of the row since, the next page goes on from there. */

export interface Place {
  readonly first: Date | bigint | number;
  readonly last: bigint;
}

/** What a list is sorted by first. */
export type PlaceKind = 'instant' | 'yen' | 'day';

const signs: Record<PlaceKind, string> = { instant: 't', yen: 'y', day: 'd' };
/** What a column of whole numbers holds. */
const latestDay = 2_147_483_647;
/** No longer than what the columns hold. */
const forms: Record<PlaceKind, RegExp> = {
  instant: /^t(\d{1,13})\.(\d{1,18})$/,
  yen: /^y(\d{1,18})\.(\d{1,18})$/,
  day: /^d(\d{1,10})\.(\d{1,18})$/,
};

export function placeCursor(kind: PlaceKind, { first, last }: Place): string {
  return `${signs[kind]}${first instanceof Date ? first.getTime() : first}.${last}`;
}

/** The place that the cursor says; null where it is none of this kind. */
export function placeIn(kind: PlaceKind, cursor: string): Place | null {
  const [, first, last] = forms[kind].exec(cursor) ?? [];
  if (first === undefined || last === undefined || (kind === 'day' && Number(first) > latestDay)) return null;
  const firsts = { instant: () => new Date(Number(first)), yen: () => BigInt(first), day: () => Number(first) };
  return { first: firsts[kind](), last: BigInt(last) };
}
