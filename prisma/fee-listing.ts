/** The list of fees, of guarantees and of months' bills together, narrowed and paged as the page's address says. */
import type { Day } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { columnsHoldWords, eachRow, keysetPage, type Listing, type Turn } from './keyset.ts';
import { visibleBills, visibleRows } from './visibility.ts';

/** Waited for, of these what is late, and what came in. */
export const feeStates = ['due', 'overdue', 'paid'] as const;
export type FeeState = (typeof feeStates)[number];

export interface FeeSearch {
  readonly state: FeeState;
  readonly today: Day;
  readonly words?: string | undefined;
  /** A product, or the bills of a month. */
  readonly kind?: Product | 'bill' | undefined;
  /** Both counted: of the day due, and of the day paid where it is paid. */
  readonly fromOn?: Day | undefined;
  readonly toOn?: Day | undefined;
}

export interface ListedFee {
  /** As in prisma/fees-due.ts. */
  readonly id: string;
  /** null for a bill. */
  readonly guaranteeId: string | null;
  /** null for a guarantee's own fee. */
  readonly billId: string | null;
  readonly contractorName: string;
  readonly payer: string;
  readonly product: Product | null;
  readonly projectName: string | null;
  readonly receiptNumber: string | null;
  readonly guaranteeNumber: string | null;
  readonly monthOn: Day | null;
  readonly stage: Stage | null;
  readonly feeYen: bigint;
  readonly dueOn: Day;
  readonly paidOn: Day | null;
  /** The deposit that is counted for it, also while the payment is on its way. */
  readonly depositId: string | null;
  /** Who recorded the payment; null while there is none. */
  readonly paidBy: string | null;
  /** How it was paid at the counter; null where it came by the bank. */
  readonly paidAs: string | null;
}

/** One page: of what is waited for the longest overdue first, of what came in the newest. */
export function listedFees(db: Database, reader: Reader, search: FeeSearch, turn: Turn) {
  return keysetPage<ListedFee>(db, listing(reader, search), turn);
}

/** All of them, for a file. */
export function allListedFees(db: Database, reader: Reader, search: FeeSearch) {
  return eachRow<ListedFee>(db, listing(reader, search), ({ id }) => id);
}

/** How many there are, and their sum. */
export async function feeTotals(db: Database, reader: Reader, search: FeeSearch) {
  const { from, scope, conditions } = listing(reader, search);
  const [total] = await db.$queryRaw<{ count: bigint; sumYen: bigint }[]>`
    SELECT count(*) AS count, coalesce(sum(fee_yen), 0)::bigint AS "sumYen"
    FROM ${from} WHERE ${Prisma.join([scope, ...conditions], ' AND ')}`;
  return { count: Number(total?.count ?? 0n), sumYen: total?.sumYen ?? 0n };
}

const columns = Prisma.sql`
  fee.id, fee.guarantee_id AS "guaranteeId", fee.bill_id AS "billId", fee.contractor_name AS "contractorName", fee.payer,
  fee.product, fee.project_name AS "projectName", fee.receipt_number AS "receiptNumber",
  fee.guarantee_number AS "guaranteeNumber", fee.month_on AS "monthOn", fee.stage, fee.fee_yen AS "feeYen",
  fee.due_on AS "dueOn", fee.paid_on AS "paidOn", fee.deposit_id AS "depositId", fee.paid_by AS "paidBy",
  fee.paid_as AS "paidAs"`;

/** Days as text, 2026-04-01: they sort as days do, and are compared with a cursor's as they stand. */
function fees(reader: Reader): Prisma.Sql {
  return Prisma.sql`(
    SELECT 'fee.' || revision.guarantee_id || '.' || revision.number AS id, revision.guarantee_id, NULL::uuid AS bill_id,
      contractor.name AS contractor_name, revision.fee_billed_to AS payer, guarantee.product, contract.project_name,
      application.receipt_number, guarantee.guarantee_number, NULL::text AS month_on, revision.stage, revision.fee_yen,
      to_char(coalesce(revision.fee_due_on,
        (coalesce(revision.approved_at, revision.stage_since) AT TIME ZONE 'Asia/Tokyo')::date), 'YYYY-MM-DD') AS due_on,
      to_char(revision.fee_paid_on, 'YYYY-MM-DD') AS paid_on, allocation.deposit_id, payment.paid_by, payment.paid_as
    FROM revision
    JOIN guarantee ON guarantee.id = revision.guarantee_id
    JOIN contractor ON contractor.id = guarantee.contractor_id
    JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
    JOIN application ON application.id = guarantee.application_id
    LEFT JOIN fee_allocation allocation ON allocation.guarantee_id = revision.guarantee_id
      AND allocation.revision = revision.number AND allocation.released_at IS NULL
    LEFT JOIN LATERAL (
      SELECT "user".name AS paid_by, command.content->>'means' AS paid_as
      FROM command LEFT JOIN "user" ON "user".id = command.user_id
      WHERE command.guarantee_id = revision.guarantee_id AND command.revision = revision.number
        AND command.name = 'recordFeePayment' AND command.state = 'applied' LIMIT 1
    ) payment ON true
    WHERE revision.fee_yen IS NOT NULL AND (revision.stage = 'awaiting-fee' OR revision.fee_paid_on IS NOT NULL)
      AND ${visibleRows(reader, 'guarantee')}
    UNION ALL
    SELECT 'bill.' || fee_bill.id, NULL, fee_bill.id, contractor.name, fee_bill.payer, NULL, NULL, NULL, NULL,
      to_char(fee_bill.month_on, 'YYYY-MM-DD'), NULL, fee_bill.amount_yen, to_char(fee_bill.due_on, 'YYYY-MM-DD'),
      to_char(fee_bill.paid_on, 'YYYY-MM-DD'), allocation.deposit_id, coalesce(payer.name, counter.name), fee_bill.paid_as
    FROM fee_bill
    JOIN contractor ON contractor.id = fee_bill.contractor_id
    LEFT JOIN fee_allocation allocation ON allocation.bill_id = fee_bill.id AND allocation.released_at IS NULL
    LEFT JOIN bank_deposit deposit ON deposit.id = allocation.deposit_id
    LEFT JOIN "user" payer ON payer.id = deposit.decided_by_id
    LEFT JOIN "user" counter ON counter.id = fee_bill.paid_by_id
    WHERE fee_bill.amount_yen > 0 AND ${visibleBills(reader)}
  ) fee`;
}

function listing(reader: Reader, search: FeeSearch): Listing {
  const isPaid = search.state === 'paid';
  return {
    columns,
    from: fees(reader),
    scope: Prisma.sql`true`, // each part of the list says for itself what its reader sees
    conditions: conditions(search),
    keys: [Prisma.sql`coalesce(${isPaid ? Prisma.sql`fee.paid_on` : Prisma.sql`fee.due_on`}, '')`, Prisma.sql`fee.id`],
    descending: isPaid,
    rowOf: (cursor) => (cursorForm.test(cursor) ? Prisma.sql`fee.id = ${cursor}` : null),
  };
}

const cursorForm = /^(?:fee|bill)\.[0-9a-f-]{36}(?:\.\d{1,6})?$/;

function conditions({ state, today, words = '', kind, fromOn, toOn }: FeeSearch): Prisma.Sql[] {
  const wanted = columnsHoldWords(words, [
    Prisma.sql`fee.contractor_name`,
    Prisma.sql`fee.payer`,
    Prisma.sql`fee.project_name`,
    Prisma.sql`fee.receipt_number`,
    Prisma.sql`fee.guarantee_number`,
  ]);
  const on = state === 'paid' ? Prisma.sql`fee.paid_on` : Prisma.sql`fee.due_on`;
  wanted.push(state === 'paid' ? Prisma.sql`fee.paid_on IS NOT NULL` : Prisma.sql`fee.paid_on IS NULL`);
  if (state === 'overdue') wanted.push(Prisma.sql`fee.due_on < ${today}`);
  if (kind === 'bill') wanted.push(Prisma.sql`fee.bill_id IS NOT NULL`);
  else if (kind !== undefined) wanted.push(Prisma.sql`fee.product = ${kind}`);
  if (fromOn !== undefined) wanted.push(Prisma.sql`${on} >= ${fromOn}`);
  if (toOn !== undefined) wanted.push(Prisma.sql`${on} <= ${toOn}`);
  return wanted;
}
