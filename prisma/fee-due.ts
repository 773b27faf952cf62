/** The fee of one revision that waits for it, with the words that a person tells it by. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Database } from './database.ts';
import { toDay } from './days.ts';

export interface OneFeeDue {
  readonly feeYen: bigint;
  readonly dueOn: Day;
  readonly contractorName: string;
  readonly payer: string;
  readonly product: Product;
  readonly projectName: string;
  readonly receiptNumber: string;
}

/**
 * Of a guarantee that the reader was found to see. Refuses: `stage-must-allow-fee-payment` where nothing is waited for,
 * `fee-must-be-free` where a deposit is counted for it.
 */
export async function feeDueOf(
  db: Database,
  { guaranteeId, revision: number }: { readonly guaranteeId: string; readonly revision: number },
): Promise<OneFeeDue> {
  const row = await db.revision.findUniqueOrThrow({
    where: { guaranteeId_number: { guaranteeId, number } },
    include: { guarantee: { include: { constructionContract: true, application: { include: { contractor: true } } } } },
  });
  if (row.stage !== 'awaiting-fee' || row.feeYen === null) throw new Refusal('stage-must-allow-fee-payment');
  const counted = await db.feeAllocation.count({ where: { guaranteeId, revision: number, releasedAt: null } });
  if (counted > 0) throw new Refusal('fee-must-be-free');
  const { guarantee } = row;
  return {
    feeYen: row.feeYen,
    dueOn: row.feeDueOn === null ? dayInJapan(row.approvedAt ?? row.stageSince) : toDay(row.feeDueOn),
    contractorName: guarantee.application.contractor.name,
    payer: row.feeBilledTo,
    product: guarantee.product as Product,
    projectName: guarantee.constructionContract.projectName,
    receiptNumber: guarantee.application.receiptNumber,
  };
}
