/** What deposits were counted for, and what came of each payment; and what people did with a deposit. */
import type { Product } from '../domain/product.ts';
import type { RefusalName } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';
import { visibleBills, visibleRows } from './visibility.ts';

export interface CountedFee {
  readonly depositId: string;
  readonly feeYen: bigint;
  /** Of a command: accepted, applied, refused. A month's bill is paid by its row: applied. */
  readonly state: 'accepted' | 'applied' | 'refused';
  readonly refusal: RefusalName | null;
  /** Whether the reader sees the fee; where not, all that follows is null. */
  readonly isSeen: boolean;
  readonly contractorName: string | null;
  readonly guaranteeId: string | null;
  readonly billId: string | null;
  readonly product: Product | null;
  readonly projectName: string | null;
  readonly receiptNumber: string | null;
  readonly monthOn: string | null;
}

/** The fees that the deposits stand counted for. A fee of another branch is told by its amount alone. */
export async function countedFees(db: Database, reader: Reader, depositIds: readonly string[]) {
  if (depositIds.length === 0) return new Map<string, CountedFee[]>();
  const rows = await db.$queryRaw<CountedFee[]>`
    SELECT allocation.deposit_id AS "depositId", allocation.amount_yen AS "feeYen",
      coalesce(command.state, 'applied') AS state, command.refusal, seen.contractor_name IS NOT NULL AS "isSeen",
      seen.contractor_name AS "contractorName", seen.guarantee_id AS "guaranteeId", seen.bill_id AS "billId",
      seen.product, seen.project_name AS "projectName", seen.receipt_number AS "receiptNumber", seen.month_on AS "monthOn"
    FROM fee_allocation allocation
    LEFT JOIN command ON command.id = allocation.command_id
    LEFT JOIN LATERAL (
      SELECT contractor.name AS contractor_name, guarantee.id AS guarantee_id, NULL::uuid AS bill_id, guarantee.product,
        contract.project_name, application.receipt_number, NULL::text AS month_on
      FROM guarantee JOIN contractor ON contractor.id = guarantee.contractor_id
      JOIN construction_contract contract ON contract.id = guarantee.construction_contract_id
      JOIN application ON application.id = guarantee.application_id
      WHERE guarantee.id = allocation.guarantee_id AND ${visibleRows(reader, 'guarantee')}
      UNION ALL
      SELECT contractor.name, NULL, fee_bill.id, NULL, NULL, NULL, to_char(fee_bill.month_on, 'YYYY-MM-DD')
      FROM fee_bill JOIN contractor ON contractor.id = fee_bill.contractor_id
      WHERE fee_bill.id = allocation.bill_id AND ${visibleBills(reader)}
    ) seen ON true
    WHERE allocation.released_at IS NULL AND allocation.deposit_id IN (${Prisma.join(
      depositIds.map((id) => Prisma.sql`${id}::uuid`),
    )})
    ORDER BY allocation.created_at, allocation.id`;
  return Map.groupBy(rows, ({ depositId }) => depositId);
}

export interface DepositAct {
  readonly kind: 'deposit-counted' | 'deposit-set-aside' | 'deposit-waiting';
  readonly by: string | null;
  readonly at: Date;
  /** Why; null where nobody asks. */
  readonly reason: string | null;
}

/** What people did with one deposit of a file, the newest first. Words that were erased by law are not told. */
export function depositHistory(db: Database, { fileId, line }: { fileId: string; line: number }) {
  return db.$queryRaw<DepositAct[]>`
    SELECT event.kind, "user".name AS by, event.occurred_at AS at, body.content->>'reason' AS reason
    FROM event JOIN event_body body ON body.event_id = event.id LEFT JOIN "user" ON "user".id = event.actor_id
    WHERE event.subject = ${`bank-file/${fileId}`} AND (body.content->'after'->>'line')::int = ${line}
    ORDER BY event.sequence DESC LIMIT 100`;
}
