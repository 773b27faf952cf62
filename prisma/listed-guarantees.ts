/** The staff's list of guarantees: narrowed, sorted and paged as the page's address says, whatever their number. */
import { addDays, type Day } from '../domain/dates.ts';
import type { DueToday } from '../domain/due-today.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import { isEnd, type Stage, stageNames } from '../domain/stages.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { dueToday } from './due-today.ts';
import { Prisma } from './generated/client.ts';
import { countUpTo, eachRow, keysetPage, type Listing, type Loose, startOfDay, type Turn, uuidForm } from './keyset.ts';
import { type Place, type PlaceKind, placeCursor, placeIn } from './keyset-place.ts';
import { every, oneOf } from './keyset-reading.ts';
import { named } from './named.ts';
import { onlyBranch, visibleBranches } from './visibility.ts';
import { looselyHoldsWords, type Of, withWords } from './words.ts';

export const listSorts = ['newest', 'oldest', 'waiting', 'moved', 'amount', 'due'] as const;
export type ListSort = (typeof listSorts)[number];

export interface ListSearch {
  readonly words?: string | undefined;
  /** At one of these; undefined: at any. */
  readonly stages?: readonly Stage[] | undefined;
  readonly product?: Product | undefined;
  readonly form?: Form | undefined;
  /** Part of the name of the authority, of the contractor. */
  readonly authority?: string | undefined;
  readonly contractor?: string | undefined;
  readonly branchId?: string | undefined;
  /** The guaranteed amount, both counted. */
  readonly fromYen?: number | undefined;
  readonly toYen?: number | undefined;
  /** Days of the application, both counted. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
  /** Something is due by this day. */
  readonly dueBy?: Day | undefined;
  /** What is due on this day, as the overview counts it. */
  readonly dueToday?: { readonly kind: DueToday; readonly today: Day } | undefined;
  /** Whether an incident stands open. */
  readonly stuck?: boolean | undefined;
  /** The fingerprint of an incident that stands open. */
  readonly cause?: string | undefined;
  readonly sort: ListSort;
}

export interface ListedGuarantee {
  readonly id: string;
  readonly guaranteeNumber: string | null;
  readonly receiptNumber: string;
  readonly product: Product;
  readonly form: Form;
  readonly stage: Stage;
  readonly stageSince: Date;
  readonly amountYen: bigint;
  readonly appliedAt: Date;
  readonly dueOn: Date | null;
  readonly causes: readonly string[];
  readonly projectName: string;
  readonly contractorName: string;
  readonly authorityName: string;
  readonly branchName: string;
  /** The last of what rows are sorted by, another for each. */
  readonly position: bigint;
}

/** One page of them. */
export async function listedGuarantees(db: Database, reader: Reader, search: ListSearch, turn: Turn) {
  return keysetPage<ListedGuarantee>(db, await listing(db, reader, search), turn);
}

export async function countListed(db: Database, reader: Reader, search: ListSearch, limit: number): Promise<number> {
  return countUpTo(db, await listing(db, reader, search), limit);
}

/** All of them, for a file. */
export async function* allListed(db: Database, reader: Reader, search: ListSearch) {
  yield* eachRow<ListedGuarantee>(db, await listing(db, reader, search), listedCursor(search.sort));
}

/** As SQL, the ids of all of them where an incident stands open, whatever their number and order. */
export async function stuckGuarantees(db: Database | Transaction, reader: Reader, search: ListSearch) {
  const found = await listing(db, reader, { ...search, sort: 'newest' });
  return Prisma.sql`SELECT listing.guarantee_id FROM ${found.from}
    WHERE listing.causes <> '{}' AND ${every(found, { beyond: [] })} AND ${oneOf(found)}`;
}

const columns = Prisma.sql`
  listing.guarantee_id AS id, guarantee.guarantee_number AS "guaranteeNumber", application.receipt_number AS "receiptNumber",
  listing.product, listing.form, listing.stage, listing.stage_since AS "stageSince", listing.amount_yen AS "amountYen",
  listing.applied_at AS "appliedAt", listing.due_on AS "dueOn", listing.causes, contract.project_name AS "projectName",
  contractor.name AS "contractorName", authority.name AS "authorityName", branch.name AS "branchName",
  listing.position`;

const beside = Prisma.sql`
  JOIN guarantee ON guarantee.id = listing.guarantee_id
  JOIN application ON application.id = guarantee.application_id
  JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  JOIN contractor ON contractor.id = listing.contractor_id
  JOIN authority ON authority.id = listing.authority_id
  JOIN branch ON branch.id = listing.branch_id`;

const [applied, since] = [Prisma.sql`listing.applied_at`, Prisma.sql`listing.stage_since`];
/** A number of days, so that what is never due comes last: index guarantee_listing_by_due. */
const neverDue = 2147483647;
const due = Prisma.sql`coalesce(listing.due_on - DATE '2000-01-01', 2147483647)`;
const sorts: Record<ListSort, { first: Prisma.Sql; descending: boolean; kind: PlaceKind }> = {
  newest: { first: applied, descending: true, kind: 'instant' },
  oldest: { first: applied, descending: false, kind: 'instant' },
  waiting: { first: since, descending: false, kind: 'instant' },
  moved: { first: since, descending: true, kind: 'instant' },
  amount: { first: Prisma.sql`listing.amount_yen`, descending: true, kind: 'yen' },
  due: { first: due, descending: false, kind: 'day' },
};

/** Where a row stands in this order, in the values that the database sorts by. */
const firsts: Record<ListSort, (row: ListedGuarantee) => Place['first']> = {
  newest: ({ appliedAt }) => appliedAt,
  oldest: ({ appliedAt }) => appliedAt,
  waiting: ({ stageSince }) => stageSince,
  moved: ({ stageSince }) => stageSince,
  amount: ({ amountYen }) => amountYen,
  due: ({ dueOn }) => (dueOn === null ? neverDue : Math.round((dueOn.getTime() - Date.UTC(2000, 0, 1)) / 86_400_000)),
};

/** What names the place of a row in this order: it stays where the row stood, also when the row moves on. */
export function listedCursor(sort: ListSort): (row: ListedGuarantee) => string {
  return (row) => placeCursor(sorts[sort].kind, { first: firsts[sort](row), last: row.position });
}

async function listing(db: Database | Transaction, reader: Reader, search: ListSearch): Promise<Listing> {
  const { first, descending, kind } = sorts[search.sort];
  const { stages = [] } = search;
  const nowhere = search.stages?.length === 0 ? [Prisma.sql`false`] : [];
  const [authorities, contractors] = await Promise.all([
    named(db, 'authority', search.authority),
    named(db, 'contractor', search.contractor),
  ]);
  const placed = [
    ...days(search),
    ...anyOf('authority_id', 'text[]', authorities),
    ...anyOf('contractor_id', 'uuid[]', contractors),
  ];
  const atStages = stages.map((stage) => Prisma.sql`listing.stage = ${stage}`);
  const isAlong = { time: ['newest', 'oldest'].includes(search.sort), stage: !['amount', 'due'].includes(search.sort) };
  const isFewByStage = !isAlong.stage && stages.length > 0 && stages.every((stage) => !isEnd(stage));
  const isAlongStages = isAlong.stage || isFewByStage;
  const of = { branchId: search.branchId ?? onlyBranch(reader) };
  const words = looselyHoldsWords(search.words ?? '', Prisma.sql`listing.guarantee_id`, of);
  const [narrowed, narrowedLoosely] = [conditions(search), loose(search)];
  const isByWords = search.stages === undefined && [...narrowed, ...placed, ...narrowedLoosely].length === 0;
  const found: Listing = {
    columns,
    from: Prisma.sql`guarantee_listing AS listing`,
    beside,
    scope: visibleBranches(reader),
    conditions: [...nowhere, ...atBranch(search), ...narrowed, ...(isAlong.time ? placed : [])],
    loose: [
      ...words,
      ...narrowedLoosely,
      ...(isAlong.time ? [] : placed.map(either)),
      ...(isAlongStages || stages.length === 0
        ? []
        : [either(Prisma.sql`listing.stage = ANY (${[...stages]}::text[])`)]),
    ],
    few: isFewByStage || search.dueToday !== undefined,
    oneOf: isAlongStages && stages.length < stageNames.length ? atStages : [],
    keys: [first, Prisma.sql`listing.position`],
    descending,
    rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`listing.guarantee_id = ${cursor}::uuid` : null),
    placeIn: (cursor) => placeIn(kind, cursor),
  };
  if (isByWords) return { ...found, counted: byWords(reader, search, of) };
  // Words within a branch are found so soon that looking on along the order is not worth it.
  const isNarrow = words.length > 0 && of.branchId !== undefined;
  return isNarrow
    ? {
        ...found,
        counted: Prisma.sql`SELECT 1 FROM ${found.from} WHERE ${every(found, { beyond: [] })} AND ${oneOf(found)}`,
      }
    : found;
}

/** Where nothing but words and a branch is asked for: as many rows as the list has. */
function byWords(reader: Reader, { words = '' }: ListSearch, of: Of): Prisma.Sql | undefined {
  const found = withWords(words, of);
  return found === null
    ? undefined
    : Prisma.sql`SELECT 1 FROM guarantee_search WHERE ${visibleBranches(reader)} AND ${found}`;
}

function anyOf(column: string, type: string, ids: readonly string[] | null): Prisma.Sql[] {
  return ids === null ? [] : [Prisma.sql`listing.${Prisma.raw(column)} = ANY (${[...ids]}::${Prisma.raw(type)})`];
}

/** A branch has an index together with each order. */
function atBranch({ branchId }: ListSearch): Prisma.Sql[] {
  return branchId === undefined ? [] : [Prisma.sql`listing.branch_id = ${branchId}`];
}

/** What has an index together with the order of time, and with no other. */
function days({ fromOn, toOn }: ListSearch): Prisma.Sql[] {
  const wanted: Prisma.Sql[] = [];
  if (fromOn !== undefined) wanted.push(Prisma.sql`listing.applied_at >= ${startOfDay(fromOn)}`);
  if (toOn !== undefined) wanted.push(Prisma.sql`listing.applied_at < ${startOfDay(addDays(toOn, 1))}`);
  return wanted;
}

function conditions({ fromYen, toYen, dueBy, dueToday: due, stuck, cause, sort }: ListSearch): Prisma.Sql[] {
  const wanted = sort === 'amount' ? amounts(fromYen, toYen) : [];
  if (dueBy !== undefined) wanted.push(Prisma.sql`listing.due_on <= ${fromDay(dueBy)}::date`);
  if (due !== undefined) wanted.push(dueToday(due.kind, due.today));
  if (stuck === true) wanted.push(Prisma.sql`listing.causes <> '{}'`);
  if (cause !== undefined) wanted.push(Prisma.sql`listing.causes <> '{}' AND listing.causes @> ARRAY[${cause}]`);
  return wanted;
}

function loose({ product, form, fromYen, toYen, stuck, sort }: ListSearch): Loose[] {
  const wanted = sort === 'amount' ? [] : amounts(fromYen, toYen);
  if (product !== undefined) wanted.push(Prisma.sql`listing.product = ${product}`);
  if (form !== undefined) wanted.push(Prisma.sql`listing.form = ${form}`);
  if (stuck === false) wanted.push(Prisma.sql`listing.causes = '{}'`);
  return wanted.map(either);
}

function amounts(fromYen: number | undefined, toYen: number | undefined): Prisma.Sql[] {
  return [
    ...(fromYen === undefined ? [] : [Prisma.sql`listing.amount_yen >= ${BigInt(fromYen)}`]),
    ...(toYen === undefined ? [] : [Prisma.sql`listing.amount_yen <= ${BigInt(toYen)}`]),
  ];
}

function either(condition: Prisma.Sql): Loose {
  return { byIndex: condition, byRow: condition };
}
