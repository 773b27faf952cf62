/** 保証契約一覧: a contractor's guarantees, narrowed, sorted and paged as the page's address says. */
import { addDays, type Day } from '../domain/dates.ts';
import type { Form, Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import { type StageGroup, stagesIn } from '../domain/stage-groups.ts';
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { countUpTo, eachRow, keysetPage, type Listing, startOfDay, type Turn, uuidForm } from './keyset.ts';
import { placeCursor, placeIn } from './keyset-place.ts';
import { visibleRows, visibleTo } from './visibility.ts';
import { holdsWords } from './words.ts';

export const guaranteeSorts = ['newest', 'oldest', 'amount', 'moved', 'number'] as const;
export type GuaranteeSort = (typeof guaranteeSorts)[number];

export interface GuaranteeSearch {
  readonly words?: string | undefined;
  readonly group?: StageGroup | undefined;
  readonly product?: Product | undefined;
  readonly form?: Form | undefined;
  /** Days of the application, both counted. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
  readonly sort: GuaranteeSort;
}

export interface FollowedGuarantee {
  readonly id: string;
  readonly guaranteeNumber: string | null;
  readonly product: Product;
  readonly form: Form;
  readonly stage: Stage;
  readonly stageSince: Date;
  readonly amountYen: bigint;
  readonly projectName: string;
  readonly authorityName: string;
  readonly applicationId: string;
  readonly receiptNumber: string;
  readonly appliedAt: Date;
  /** The last of what rows are sorted by, another for each. */
  readonly position: bigint;
}

/** One page of them. */
export function followedGuarantees(db: Database, reader: Reader, search: GuaranteeSearch, turn: Turn) {
  return keysetPage<FollowedGuarantee>(db, listing(reader, search), turn);
}

export function countGuarantees(db: Database, reader: Reader, search: GuaranteeSearch, limit: number) {
  return countUpTo(db, listing(reader, search), limit);
}

/** All of them, for a file. */
export function allFollowedGuarantees(db: Database, reader: Reader, search: GuaranteeSearch) {
  return eachRow<FollowedGuarantee>(db, listing(reader, search), followedCursor(search.sort));
}

const columns = Prisma.sql`
  guarantee.id, guarantee.guarantee_number AS "guaranteeNumber", guarantee.product, guarantee.form,
  newest.stage, newest.stage_since AS "stageSince", newest.amount_yen AS "amountYen",
  contract.project_name AS "projectName", authority.name AS "authorityName",
  guarantee.application_id AS "applicationId",
  application.receipt_number AS "receiptNumber", application.applied_at AS "appliedAt", guarantee.position`;

const from = Prisma.sql`
  guarantee
  JOIN guarantee_listing newest ON newest.guarantee_id = guarantee.id
  JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  JOIN authority ON authority.id = guarantee.authority_id
  JOIN application ON application.id = guarantee.application_id`;

const position = Prisma.sql`guarantee.position`;
const sorts: Record<GuaranteeSort, { first: Prisma.Sql; descending: boolean }> = {
  newest: { first: position, descending: true },
  oldest: { first: position, descending: false },
  amount: { first: Prisma.sql`newest.amount_yen`, descending: true },
  moved: { first: Prisma.sql`newest.stage_since`, descending: true },
  number: { first: Prisma.sql`coalesce(guarantee.guarantee_number, '')`, descending: true },
};

/** What names the place of a row in this order: where rows move in it, it stays where the row stood. */
export function followedCursor(sort: GuaranteeSort): (row: FollowedGuarantee) => string {
  if (sort === 'moved') return ({ stageSince, position: last }) => placeCursor('instant', { first: stageSince, last });
  if (sort === 'amount') return ({ amountYen, position: last }) => placeCursor('yen', { first: amountYen, last });
  return ({ id }) => id;
}

function placeOf(sort: GuaranteeSort, cursor: string) {
  if (sort === 'moved') return placeIn('instant', cursor);
  return sort === 'amount' ? placeIn('yen', cursor) : null;
}

function listing(reader: Reader, search: GuaranteeSearch): Listing {
  const { first, descending } = sorts[search.sort];
  return {
    columns,
    from,
    scope: scopeOf(reader),
    conditions: conditions(reader, search),
    keys: [first, position],
    descending,
    rowOf: (cursor) => (uuidForm.test(cursor) ? Prisma.sql`guarantee.id = ${cursor}::uuid` : null),
    placeIn: (cursor) => placeOf(search.sort, cursor),
  };
}

/** The one scope of all readers, as a condition on the guarantee's row. */
export function scopeOf(reader: Reader): Prisma.Sql {
  return visibleRows(reader, 'guarantee');
}

function conditions(reader: Reader, search: GuaranteeSearch): Prisma.Sql[] {
  const { words = '', group, product, form, fromOn, toOn } = search;
  const { contractorId } = visibleTo(reader);
  const wanted = holdsWords(words, Prisma.sql`guarantee.id`, { contractorId });
  // Said of the row of the list as well, so that its own index serves.
  if (contractorId !== undefined) wanted.push(Prisma.sql`newest.contractor_id = ${contractorId}::uuid`);
  if (group !== undefined) wanted.push(Prisma.sql`newest.stage = ANY (${[...stagesIn(group)]}::text[])`);
  if (product !== undefined) wanted.push(Prisma.sql`guarantee.product = ${product}`);
  if (form !== undefined) wanted.push(Prisma.sql`guarantee.form = ${form}`);
  if (fromOn !== undefined) wanted.push(Prisma.sql`application.applied_at >= ${startOfDay(fromOn)}`);
  if (toOn !== undefined) wanted.push(Prisma.sql`application.applied_at < ${startOfDay(addDays(toOn, 1))}`);
  return wanted;
}
