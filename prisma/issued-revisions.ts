/** 電子保証履歴一覧: the issuances of a contractor's electronic guarantees, by the time they arrived at D-Sure (R-I1). */
import { addDays, type Day } from '../domain/dates.ts';
import type { RevisionKind } from '../domain/guarantee.ts';
import { replacingKinds } from '../domain/history.ts';
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { scopeOf } from './followed-guarantees.ts';
import { Prisma } from './generated/client.ts';
import { countUpTo, eachRow, keysetPage, type Listing, startOfDay, type Turn } from './keyset.ts';
import { visibleTo } from './visibility.ts';
import { holdsWords } from './words.ts';

export const issuanceSorts = ['newest', 'oldest'] as const;
export type IssuanceSort = (typeof issuanceSorts)[number];

export interface IssuanceSearch {
  readonly words?: string | undefined;
  readonly product?: Product | undefined;
  readonly kind?: RevisionKind | undefined;
  /** Days of the arrival, both counted. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
  readonly sort: IssuanceSort;
}

export interface IssuedRevision {
  readonly id: string;
  readonly number: number;
  readonly kind: RevisionKind;
  readonly arrivedAt: Date;
  readonly guaranteeNumber: string;
  readonly product: Product;
  readonly amountYen: bigint;
  readonly projectName: string;
  readonly authorityName: string;
}

/** One page of them: what was corrected or cancelled is hidden, as in a guarantee's own history (R-M7). */
export function issuedRevisions(db: Database, reader: Reader, search: IssuanceSearch, turn: Turn) {
  return keysetPage<IssuedRevision>(db, listing(reader, search), turn);
}

export function countIssuances(db: Database, reader: Reader, search: IssuanceSearch, limit: number) {
  return countUpTo(db, listing(reader, search), limit);
}

/** All of them, for a file. */
export function allIssuedRevisions(db: Database, reader: Reader, search: IssuanceSearch) {
  return eachRow<IssuedRevision>(db, listing(reader, search), issuanceCursor);
}

export function issuanceCursor({ id, number }: Pick<IssuedRevision, 'id' | 'number'>): string {
  return `${id}.${number}`;
}

const columns = Prisma.sql`
  guarantee.id, issued.number, issued.kind, issued.arrived_at AS "arrivedAt",
  guarantee.guarantee_number AS "guaranteeNumber", guarantee.product, issued.amount_yen AS "amountYen",
  contract.project_name AS "projectName", authority.name AS "authorityName"`;

const from = Prisma.sql`
  guarantee
  JOIN revision issued ON issued.guarantee_id = guarantee.id
  JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  JOIN authority ON authority.id = guarantee.authority_id`;

function listing(reader: Reader, { words = '', product, kind, fromOn, toOn, sort }: IssuanceSearch): Listing {
  const conditions = [
    Prisma.sql`issued.arrived_at IS NOT NULL`,
    notReplaced(),
    ...holdsWords(words, Prisma.sql`guarantee.id`, { contractorId: visibleTo(reader).contractorId }),
  ];
  if (product !== undefined) conditions.push(Prisma.sql`guarantee.product = ${product}`);
  if (kind !== undefined) conditions.push(Prisma.sql`issued.kind = ${kind}`);
  if (fromOn !== undefined) conditions.push(Prisma.sql`issued.arrived_at >= ${startOfDay(fromOn)}`);
  if (toOn !== undefined) conditions.push(Prisma.sql`issued.arrived_at < ${startOfDay(addDays(toOn, 1))}`);
  return {
    columns,
    from,
    scope: scopeOf(reader),
    conditions,
    keys: [Prisma.sql`issued.arrived_at`, Prisma.sql`guarantee.id::text || '.' || lpad(issued.number::text, 6, '0')`],
    descending: sort === 'newest',
    rowOf,
  };
}

/** The next issuance that arrived, if any, does not take this one's place. */
function notReplaced(): Prisma.Sql {
  return Prisma.sql`NOT coalesce((
    SELECT later.kind = ANY (${[...replacingKinds]}::text[]) FROM revision later
    WHERE later.guarantee_id = guarantee.id AND later.number > issued.number AND later.arrived_at IS NOT NULL
    ORDER BY later.number LIMIT 1
  ), false)`;
}

function rowOf(cursor: string): Prisma.Sql | null {
  const [, id, number] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,5})$/.exec(cursor) ?? [];
  if (id === undefined) return null;
  return Prisma.sql`guarantee.id = ${id}::uuid AND issued.number = ${Number(number)}`;
}
