/** One month's bill: its lines, and its payment at the counter. */
import { type Day, dayInJapan } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { recordAct } from './acts.ts';
import { type Clerk, lockFees } from './count-deposits.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { visibleBills } from './visibility.ts';

/** The bill with its lines, for whoever sees every case on it. Refuses: `bill-must-exist`. */
export async function feeBill(db: Database | Transaction, reader: Reader, id: string) {
  const seen = await db.$queryRaw<{ contractorName: string }[]>`
    SELECT contractor.name AS "contractorName" FROM fee_bill JOIN contractor ON contractor.id = fee_bill.contractor_id
    WHERE fee_bill.id = ${id}::uuid AND ${visibleBills(reader)}`;
  if (seen[0] === undefined) throw new Refusal('bill-must-exist');
  const bill = await db.feeBill.findUniqueOrThrow({
    where: { id },
    include: { lines: true, allocations: { where: { releasedAt: null } } },
  });
  const [people, guarantees] = [
    await db.user.findMany({ where: { id: { in: [bill.closedById, bill.paidById ?? bill.closedById] } } }),
    await db.guarantee.findMany({
      where: { id: { in: bill.lines.map(({ guaranteeId }) => guaranteeId) } },
      include: { constructionContract: { select: { projectName: true } }, application: true, revisions: true },
    }),
  ];
  const nameOf = (userId: string | null) => people.find((person) => person.id === userId)?.name ?? null;
  const known = new Map(guarantees.map((guarantee) => [guarantee.id, guarantee]));
  return {
    ...bill,
    contractorName: seen[0].contractorName,
    monthOn: toDay(bill.monthOn),
    dueOn: toDay(bill.dueOn),
    paidOn: bill.paidOn === null ? null : toDay(bill.paidOn),
    closedBy: nameOf(bill.closedById),
    paidBy: nameOf(bill.paidById),
    depositId: bill.allocations[0]?.depositId ?? null,
    lines: bill.lines
      .map(({ guaranteeId, revision, feeYen }) => {
        const guarantee = known.get(guaranteeId);
        const issuedAt = guarantee?.revisions.find(({ number }) => number === revision)?.issuedAt ?? null;
        return {
          guaranteeId,
          revision,
          feeYen,
          issuedOn: issuedAt === null ? null : dayInJapan(issuedAt),
          guaranteeNumber: guarantee?.guaranteeNumber ?? null,
          receiptNumber: guarantee?.application.receiptNumber ?? '',
          product: (guarantee?.product ?? 'prepayment') as Product,
          projectName: guarantee?.constructionContract.projectName ?? '',
        };
      })
      .sort((one, other) => ((one.issuedOn ?? '') < (other.issuedOn ?? '') ? -1 : 1)),
  };
}

export interface CounterPayment {
  readonly billId: string;
  readonly amountYen: number;
  readonly paidOn: Day;
  readonly paidAs: string;
  readonly reader: Reader;
  readonly actor: Clerk;
}

/**
 * The bill is paid, by the word of the person at the counter.
 *
 * Refuses: `bill-must-exist`, `bill-must-be-unpaid`, `bill-must-be-paid-in-full`, `day-must-not-be-ahead`.
 */
export async function payBill(db: Database, payment: CounterPayment, now: Date): Promise<void> {
  const { billId, amountYen, paidOn, paidAs, reader, actor } = payment;
  await db.$transaction(async (tx) => {
    await lockFees(tx); // who counts a deposit for it waits, and finds it paid
    const bill = await feeBill(tx, reader, billId);
    if (bill.paidOn !== null) throw new Refusal('bill-must-be-unpaid');
    if (bill.amountYen !== BigInt(amountYen)) throw new Refusal('bill-must-be-paid-in-full', { field: 'amountYen' });
    if (paidOn > dayInJapan(now)) throw new Refusal('day-must-not-be-ahead', { field: 'paidOn' });
    await tx.feeBill.update({
      where: { id: billId },
      data: { paidOn: fromDay(paidOn), paidById: actor.userId, paidAs },
    });
    const after = { paidOn, paidAs, amountYen };
    const subject = `register/fee-bill/${billId}` as const;
    await recordAct(tx, { subject, kind: 'bill-paid', actor, before: null, after, reason: null }, now);
  });
}
