/** What a revision's fee came to: what is due, what was paid, by which deposit, and on which month's bill it stands. */
import type { FeePayment } from '../domain/application.ts';
import type { Database } from './database.ts';
import { toDay } from './days.ts';

/** Of the newest revision. The reader was shown to see the case before. */
export async function caseMoney(db: Database, guaranteeId: string, revision: number) {
  const key = { guaranteeId, revision };
  const [row, allocation, line] = await Promise.all([
    db.revision.findUniqueOrThrow({ where: { guaranteeId_number: { guaranteeId, number: revision } } }),
    db.feeAllocation.findFirst({ where: { ...key, releasedAt: null }, include: { deposit: true } }),
    db.feeBillLine.findUnique({ where: { guaranteeId_revision: key }, include: { bill: true } }),
  ]);
  const on = (day: Date | null) => (day === null ? null : toDay(day));
  return {
    feeYen: row.feeYen,
    feeTableVersion: row.feeTableVersion,
    feePayment: row.feePayment as FeePayment,
    billedTo: row.feeBilledTo,
    dueOn: on(row.feeDueOn),
    paidOn: on(row.feePaidOn),
    deposit:
      allocation === null
        ? null
        : {
            payer: allocation.deposit.payer,
            receivedOn: toDay(allocation.deposit.receivedOn),
            amountYen: allocation.deposit.amountYen,
            allocatedYen: allocation.amountYen,
          },
    bill:
      line === null
        ? null
        : {
            monthOn: toDay(line.bill.monthOn),
            amountYen: line.bill.amountYen,
            dueOn: toDay(line.bill.dueOn),
            paidOn: on(line.bill.paidOn),
          },
  };
}

export type CaseMoney = Awaited<ReturnType<typeof caseMoney>>;
