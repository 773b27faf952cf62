/** 保証料計算書一覧: a contractor's fee statements, searchable by date, amount and counterparty (R-L7). */
import { addDays, type Day } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { scopeOf } from './followed-guarantees.ts';
import { Prisma } from './generated/client.ts';
import { columnsHoldWords, countUpTo, eachRow, keysetPage, type Listing, startOfDay, type Turn } from './keyset.ts';

export interface StatementSearch {
  /** Surety company, authority, payer, project or number. */
  readonly words?: string | undefined;
  /** Days of the calculation, both counted. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
  readonly fromYen?: number | undefined;
  readonly toYen?: number | undefined;
}

export interface FeeStatementRow {
  readonly id: string;
  readonly number: number;
  readonly calculatedAt: Date;
  readonly guaranteeNumber: string;
  readonly product: Product;
  readonly feeYen: bigint;
  readonly payer: string;
  /** The surety company as it stood: who bills the fee. */
  readonly suretyName: string;
  readonly projectName: string;
  readonly authorityName: string;
}

/** One page of them, newest first. */
export function feeStatements(db: Database, reader: Reader, search: StatementSearch, turn: Turn) {
  return keysetPage<FeeStatementRow>(db, listing(reader, search), turn);
}

export function countStatements(db: Database, reader: Reader, search: StatementSearch, limit: number) {
  return countUpTo(db, listing(reader, search), limit);
}

/** All of them, for a file. */
export function allFeeStatements(db: Database, reader: Reader, search: StatementSearch) {
  return eachRow<FeeStatementRow>(db, listing(reader, search), statementCursor);
}

export function statementCursor({ id, number }: Pick<FeeStatementRow, 'id' | 'number'>): string {
  return `${id}.${number}`;
}

export interface StatementMonth {
  /** 2026-04, in Japan. */
  readonly month: string;
  readonly count: number;
  readonly feeYen: number;
}

/** The newest months that have statements, each with how many and their sum. */
export async function statementMonths(db: Database, reader: Reader, limit: number): Promise<StatementMonth[]> {
  const months = await db.$queryRaw<{ month: string; count: bigint; sum: bigint }[]>`
    SELECT to_char(begins, 'YYYY-MM') AS month, count, sum FROM (
      SELECT date_trunc('month', document.created_at AT TIME ZONE 'Asia/Tokyo') AS begins,
        count(*) AS count, coalesce(sum(billed.fee_yen), 0)::bigint AS sum
      FROM guarantee
      JOIN revision billed ON billed.guarantee_id = guarantee.id
      JOIN document ON document.guarantee_id = billed.guarantee_id AND document.revision = billed.number
        AND document.kind = 'fee-statement'
      WHERE ${scopeOf(reader)} GROUP BY 1 ORDER BY 1 DESC LIMIT ${limit}
    ) AS months ORDER BY begins DESC`;
  return months.map(({ month, count, sum }) => ({ month, count: Number(count), feeYen: Number(sum) }));
}

const columns = Prisma.sql`
  guarantee.id, billed.number, document.created_at AS "calculatedAt",
  guarantee.guarantee_number AS "guaranteeNumber", guarantee.product, billed.fee_yen AS "feeYen",
  billed.fee_billed_to AS payer, certificate.canonical_json::jsonb #>> '{surety,name}' AS "suretyName",
  contract.project_name AS "projectName", authority.name AS "authorityName"`;

const from = Prisma.sql`
  guarantee
  JOIN revision billed ON billed.guarantee_id = guarantee.id
  JOIN document ON document.guarantee_id = billed.guarantee_id AND document.revision = billed.number
    AND document.kind = 'fee-statement'
  JOIN certificate ON certificate.guarantee_id = billed.guarantee_id AND certificate.revision = billed.number
  JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
  JOIN authority ON authority.id = guarantee.authority_id`;

const searched = [
  Prisma.sql`certificate.canonical_json::jsonb #>> '{surety,name}'`,
  Prisma.sql`authority.name`,
  Prisma.sql`billed.fee_billed_to`,
  Prisma.sql`contract.project_name`,
  Prisma.sql`guarantee.guarantee_number`,
];

function listing(reader: Reader, { words = '', fromOn, toOn, fromYen, toYen }: StatementSearch): Listing {
  const conditions = columnsHoldWords(words, searched);
  if (fromOn !== undefined) conditions.push(Prisma.sql`document.created_at >= ${startOfDay(fromOn)}`);
  if (toOn !== undefined) conditions.push(Prisma.sql`document.created_at < ${startOfDay(addDays(toOn, 1))}`);
  if (fromYen !== undefined) conditions.push(Prisma.sql`billed.fee_yen >= ${BigInt(fromYen)}`);
  if (toYen !== undefined) conditions.push(Prisma.sql`billed.fee_yen <= ${BigInt(toYen)}`);
  return {
    columns,
    from,
    scope: scopeOf(reader),
    conditions,
    keys: [Prisma.sql`document.created_at`, Prisma.sql`guarantee.id::text || '.' || lpad(billed.number::text, 6, '0')`],
    descending: true,
    rowOf,
  };
}

function rowOf(cursor: string): Prisma.Sql | null {
  const [, id, number] = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,5})$/.exec(cursor) ?? [];
  if (id === undefined) return null;
  return Prisma.sql`guarantee.id = ${id}::uuid AND billed.number = ${Number(number)}`;
}
