/** Pages of a list by the row they begin after: quick however far down, and nothing is shown twice or left out between two. */
import { type Database, plannedForItsValues } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Place } from './keyset-place.ts';
import {
  type Cut,
  countCounted,
  countFirst,
  every,
  lookedAtFirst,
  lookedAtThen,
  oneOf,
  orders,
  readAll,
  readFirst,
  readInOrder,
  tried,
  worthLookingOn,
} from './keyset-reading.ts';

/** What a list is read from, all of it SQL. */
export interface Listing {
  /** The columns of a row, comma between them. */
  readonly columns: Prisma.Sql;
  /** Tables and joins. Where `beside` is given, the one that is called "listing" holds the keys. */
  readonly from: Prisma.Sql;
  /** Joins for columns alone: only the rows of the page are looked up in them. */
  readonly beside?: Prisma.Sql;
  /** The scope of the reader, and nothing else. */
  readonly scope: Prisma.Sql;
  readonly conditions: readonly Prisma.Sql[];
  /** One of these holds as well, and no two of a row: each is read in order by an index of its own. Empty: none is asked. */
  readonly oneOf?: readonly Prisma.Sql[];
  /** Conditions that no index has together with the order, so that nobody can tell how far it is to be read. They want `beside`. */
  readonly loose?: readonly Loose[];
  /** A SELECT of as many rows as the list has, where an index finds them all by itself: it is counted instead. */
  readonly counted?: Prisma.Sql | undefined;
  /** Where no index has the order, and few rows fit: they are read whole, and then sorted. */
  readonly few?: boolean;
  /** What rows are sorted by, the last of them different for every row. */
  readonly keys: readonly [Prisma.Sql, Prisma.Sql];
  readonly descending: boolean;
  /** The condition that finds the row of a cursor; null where the text is none. */
  rowOf(cursor: string): Prisma.Sql | null;
  /** Where rows change what they are sorted by: the place that the cursor itself says; null where it says none. */
  placeIn?(cursor: string): Place | null;
}

/** One condition, written in two ways: to find rows by an index of its own, and to look at one row at a time. */
export interface Loose {
  readonly byIndex: Prisma.Sql;
  readonly byRow: Prisma.Sql;
}

/** Which page: after or before a row, or the first. */
export interface Turn {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly hasEarlier: boolean;
  readonly hasLater: boolean;
}

/** One page. A cursor of a row that this reader does not see gives the first page, like one that never was. */
export async function keysetPage<Row>(
  db: Database,
  listing: Listing,
  { after, before, limit }: Turn,
): Promise<Page<Row>> {
  const backwards = before !== undefined;
  const place = await placeOf(db, listing, before ?? after);
  const descending = listing.descending !== (backwards && place !== null);
  const [first, last] = listing.keys;
  const sign = Prisma.raw(descending ? '<' : '>');
  const beyond = place === null ? [] : [Prisma.sql`(${first}, ${last}) ${sign} (${place.first}, ${place.last})`];
  const found = await read<Row>(db, listing, { beyond, ...orders(listing, descending), limit: limit + 1 });
  const rows = found.slice(0, limit);
  const more = found.length > limit;
  if (place === null) return { rows, hasEarlier: false, hasLater: more };
  return backwards
    ? { rows: rows.reverse(), hasEarlier: more, hasLater: true }
    : { rows, hasEarlier: true, hasLater: more };
}

async function read<Row>(db: Database, listing: Listing, cut: Cut): Promise<Row[]> {
  const { loose = [], few = false } = listing;
  if (!few && loose.length === 0) return db.$queryRaw<Row[]>(readInOrder(listing, cut));
  if (few) return db.$queryRaw<Row[]>(readAll(listing, cut));
  const found = await db.$queryRaw<Row[]>(readFirst(listing, cut, lookedAtFirst));
  if (found.length === cut.limit) return found;
  const further = found.length < worthLookingOn ? [] : await db.$queryRaw<Row[]>(readFirst(listing, cut, lookedAtThen));
  return further.length === cut.limit ? further : db.$queryRaw<Row[]>(readAll(listing, cut));
}

async function placeOf(db: Database, listing: Listing, cursor: string | undefined) {
  if (cursor === undefined) return null;
  const said = listing.placeIn?.(cursor) ?? null;
  if (said !== null) return said;
  const { from, scope, keys, rowOf } = listing;
  const row = rowOf(cursor);
  if (row === null) return null;
  const [place] = await db.$queryRaw<{ first: string; last: string }[]>`
    SELECT ${keys[0]} AS first, ${keys[1]} AS last FROM ${from} WHERE ${scope} AND ${row} LIMIT 1`;
  return place ?? null;
}

/** How many rows there are, counted no further than the limit: beyond it nobody reads on, but narrows the search. */
export async function countUpTo(db: Database, listing: Listing, limit: number): Promise<number> {
  const { loose = [], few = false, counted, from } = listing;
  if (!few && loose.length > 0 && (await firstReach(db, listing, limit))) return limit;
  if (counted !== undefined) return counting(db, countCounted(counted, limit));
  const wanted = Prisma.sql`${every(listing, { beyond: [] })} AND ${oneOf(listing)}`;
  return counting(
    db,
    Prisma.sql`${plannedForItsValues}
      SELECT count(*) AS count FROM (SELECT 1 FROM ${from} WHERE ${wanted} LIMIT ${limit}) AS counted`,
  );
}

/**
 * Whether as many as the limit fit among the first rows. The very first tell how far it is: where it is far, they are not
 * looked on. Where an index counts by itself, it is far sooner.
 */
async function firstReach(db: Database, listing: Listing, limit: number): Promise<boolean> {
  const [few, many] = listing.counted === undefined ? [lookedAtFirst, lookedAtThen] : [tried, lookedAtFirst];
  const found = await counting(db, countFirst(listing, limit, few));
  if (found >= limit) return true;
  const expected = (1.3 * few * limit) / found;
  return expected <= many && (await counting(db, countFirst(listing, limit, many))) >= limit;
}

async function counting(db: Database, statement: Prisma.Sql): Promise<number> {
  const [counted] = await db.$queryRaw<{ count: bigint }[]>(statement);
  return Number(counted?.count ?? 0n);
}

/** Every row of the list, a thousand at a time: for a file of all of them. */
export async function* eachRow<Row>(db: Database, listing: Listing, cursorOf: (row: Row) => string) {
  let after: string | undefined;
  do {
    const { rows, hasLater } = await keysetPage<Row>(db, listing, { after, limit: 1000 });
    yield* rows;
    const last = rows.at(-1);
    after = hasLater && last !== undefined ? cursorOf(last) : undefined;
  } while (after !== undefined);
}

/** A row whose columns hold each of the words somewhere, whatever their width or case. It reads each row that is in question. */
export function columnsHoldWords(words: string, columns: readonly Prisma.Sql[]): Prisma.Sql[] {
  const text = Prisma.sql`normalize(concat_ws(' ', ${Prisma.join([...columns])}), NFKC)`;
  return words
    .normalize('NFKC')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => Prisma.sql`${text} ILIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
}

/** The instant at which a day begins in Japan. */
export function startOfDay(on: string): Date {
  return new Date(`${on}T00:00:00+09:00`);
}

export const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
