/** How the rows of a page are read, so that a page costs the same however many rows fit, and however few. */
import { plannedForItsValues } from './database.ts';
import { Prisma } from './generated/client.ts';
import type { Listing } from './keyset.ts';

/** The order of a page and where it begins. */
export interface Cut {
  readonly beyond: readonly Prisma.Sql[];
  readonly ordered: Prisma.Sql;
  /** The same order, of rows that carry their first key as "sorted_by": what is in it already is not sorted again. */
  readonly carried: Prisma.Sql;
  readonly limit: number;
}

/**
 * Row after row along the order, until the page is full. Right where an index has the order together with the conditions,
 * or where many rows fit.
 */
export function readInOrder(listing: Listing, cut: Cut): Prisma.Sql {
  const { columns, from, beside } = listing;
  const cutOff = Prisma.sql`${cut.ordered} LIMIT ${cut.limit}`;
  if (beside === undefined) {
    return Prisma.sql`${plannedForItsValues} SELECT ${columns} FROM ${from} WHERE ${every(listing, cut)} ${cutOff}`;
  }
  return page(listing, cut, alongEach(listing, every(listing, cut), cutOff));
}

/** All that fit, and then sorted. Right where few do. */
export function readAll(listing: Listing, cut: Cut): Prisma.Sql {
  return page(
    listing,
    cut,
    Prisma.sql`SELECT listing.* FROM ${listing.from} WHERE ${every(listing, cut)} AND ${oneOf(listing)}`,
  );
}

/** So many rows are looked at first: a page is full by then where more than one row in a hundred fits. */
export const lookedAtFirst = 4000;
/** Where so many of them fitted, the page is sooner full by looking on than by gathering all that fit. */
export const worthLookingOn = 12;
export const lookedAtThen = 40_000;
/** Enough of them to tell whether a count is soon reached. */
export const tried = 400;

/** Of the first rows along the order those that fit. Where they are too few, nothing is known of the rest. */
export function readFirst(listing: Listing, cut: Cut, rows: number): Prisma.Sql {
  const { columns, beside = Prisma.empty } = listing;
  const { ordered, carried, limit } = cut;
  return Prisma.sql`${plannedForItsValues} SELECT ${columns}
    FROM (SELECT * FROM (${first(listing, cut, rows)}) AS listing WHERE ${byRow(listing)} ${carried} LIMIT ${limit}) AS listing
    ${beside} ${ordered}`;
}

/** How many of the first rows fit, counted no further than the limit. */
export function countFirst(listing: Listing, limit: number, rows: number): Prisma.Sql {
  const cut = { beyond: [], ...orders(listing, listing.descending) };
  return Prisma.sql`${plannedForItsValues} SELECT count(*) AS count FROM (
    SELECT 1 FROM (${first(listing, cut, rows)}) AS listing WHERE ${byRow(listing)} LIMIT ${limit}) AS counted`;
}

/** Counted no further than the limit. Planned as if all were wanted: to stop early is no reason to leave the index. */
export function countCounted(counted: Prisma.Sql, limit: number): Prisma.Sql {
  return Prisma.sql`${plannedForItsValues} WITH fitting AS MATERIALIZED (${counted})
    SELECT count(*) AS count FROM (SELECT 1 FROM fitting LIMIT ${limit}) AS counted`;
}

/** Both spellings of an order. */
export function orders({ keys: [first, last] }: Listing, descending: boolean): Pick<Cut, 'ordered' | 'carried'> {
  const way = Prisma.raw(descending ? 'DESC' : 'ASC');
  return {
    ordered: Prisma.sql`ORDER BY ${first} ${way}, ${last} ${way}`,
    carried: Prisma.sql`ORDER BY listing.sorted_by ${way}, ${last} ${way}`,
  };
}

function first(listing: Listing, { beyond, ordered, carried }: Omit<Cut, 'limit'>, rows: number): Prisma.Sql {
  const tight = Prisma.join([listing.scope, ...listing.conditions, ...beyond], ' AND ');
  const each = alongEach(listing, tight, Prisma.sql`${ordered} LIMIT ${rows}`);
  return (listing.oneOf ?? []).length > 1
    ? Prisma.sql`SELECT * FROM (${each}) AS listing ${carried} LIMIT ${rows}`
    : each;
}

function byRow({ loose = [] }: Listing): Prisma.Sql {
  return Prisma.join(
    loose.map((one) => one.byRow),
    ' AND ',
  );
}

function page({ columns, beside = Prisma.empty }: Listing, { ordered, limit }: Cut, picked: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${plannedForItsValues} WITH fitting AS MATERIALIZED (${picked}) SELECT ${columns}
    FROM (SELECT * FROM fitting AS listing ${ordered} LIMIT ${limit}) AS listing ${beside} ${ordered}`;
}

/** Each of the alternatives is read along an index of its own. */
function alongEach({ from, keys, oneOf: own = [] }: Listing, wanted: Prisma.Sql, cutOff: Prisma.Sql): Prisma.Sql {
  const each = own.length === 0 ? [Prisma.sql`true`] : own;
  const carrying = Prisma.sql`SELECT listing.*, ${keys[0]} AS sorted_by FROM ${from}`;
  return Prisma.join(
    each.map((one) => Prisma.sql`(${carrying} WHERE ${wanted} AND ${one} ${cutOff})`),
    ' UNION ALL ',
  );
}

/** All conditions but the alternatives. */
export function every({ scope, conditions, loose = [] }: Listing, { beyond }: Pick<Cut, 'beyond'>): Prisma.Sql {
  return Prisma.join([scope, ...conditions, ...loose.map(({ byIndex }) => byIndex), ...beyond], ' AND ');
}

/** One of the alternatives, as a condition. */
export function oneOf({ oneOf: own = [] }: Listing): Prisma.Sql {
  return own.length === 0 ? Prisma.sql`true` : Prisma.sql`(${Prisma.join([...own], ' OR ')})`;
}
