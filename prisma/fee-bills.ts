/** A payer's month in one bill (一括納付): what was issued until its end and stands on no bill yet. */
import { randomUUID } from 'node:crypto';
import { addMonths, type Day, dayInJapan } from '../domain/dates.ts';
import type { Product } from '../domain/product.ts';
import { Refusal } from '../domain/refusals.ts';
import { recordAct } from './acts.ts';
import type { Clerk } from './count-deposits.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay, toDay } from './days.ts';
import { billDueOn } from './fee-payment-rules.ts';
import { startOfDay } from './keyset.ts';

/** Any number that nobody else locks in the same database. */
const billingLock = 4_032_018;

interface Unbilled {
  readonly guaranteeId: string;
  readonly revision: number;
  readonly contractorId: string;
  readonly payer: string;
  readonly feeYen: bigint;
}

/**
 * Every fee of the month's batch stands on a bill of its payer; returns how many bills were made now. Doing it again
 * makes none.
 *
 * Refuses: `month-must-be-over`, `register-must-be-in-force`. Source: R-F6.
 */
export async function closeMonth(db: Database, monthOn: Day, actor: Clerk, now: Date): Promise<number> {
  const next = addMonths(monthOn, 1);
  if (dayInJapan(now) < next) throw new Refusal('month-must-be-over');
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${billingLock}::bigint)::text`;
    const dueOn = await billDueOn(tx, monthOn, dayInJapan(now));
    if (dueOn === null) throw new Refusal('register-must-be-in-force');
    const fees = await unbilled(tx, next);
    const payers = Map.groupBy(fees, ({ contractorId, payer }) => JSON.stringify([contractorId, payer]));
    let made = 0;
    for (const lines of payers.values()) {
      if (await billOnce(tx, lines, { monthOn, dueOn, userId: actor.userId, now })) made += 1;
    }
    const after = { bills: made };
    await recordAct(
      tx,
      {
        subject: `register/fee-bill/${monthOn.slice(0, 7)}`,
        kind: 'month-closed',
        actor,
        before: null,
        after,
        reason: null,
      },
      now,
    );
    return made;
  });
}

/** A month that was billed stays as it is: what came later stands on the next month's bill. */
async function billOnce(
  tx: Transaction,
  lines: readonly Unbilled[],
  { monthOn, dueOn, userId, now }: { monthOn: Day; dueOn: Day; userId: string; now: Date },
): Promise<boolean> {
  const [{ contractorId, payer }] = lines as [Unbilled];
  const id = randomUUID();
  const amountYen = lines.reduce((sum, { feeYen }) => sum + feeYen, 0n);
  const data = { id, contractorId, payer, monthOn: fromDay(monthOn), amountYen, dueOn: fromDay(dueOn) };
  const bill = { ...data, closedById: userId, closedAt: now };
  const { count } = await tx.feeBill.createMany({ data: bill, skipDuplicates: true });
  if (count === 0) return false;
  await tx.feeBillLine.createMany({
    data: lines.map(({ guaranteeId, revision, feeYen }) => ({ guaranteeId, revision, feeYen, billId: id })),
  });
  return true;
}

function unbilled(tx: Transaction, until: Day): Promise<Unbilled[]> {
  return tx.$queryRaw<Unbilled[]>`
    SELECT revision.guarantee_id AS "guaranteeId", revision.number AS revision, guarantee.contractor_id AS "contractorId",
      revision.fee_billed_to AS payer, revision.fee_yen AS "feeYen"
    FROM revision JOIN guarantee ON guarantee.id = revision.guarantee_id
    LEFT JOIN fee_bill_line line ON line.guarantee_id = revision.guarantee_id AND line.revision = revision.number
    WHERE revision.fee_payment = 'monthly-batch' AND revision.fee_yen IS NOT NULL AND line.bill_id IS NULL
      AND revision.issued_at < ${startOfDay(until)}
    ORDER BY revision.issued_at, revision.guarantee_id`;
}

/** The bills, the newest month first, with how many fees each has. */
export async function feeBills(db: Database, of: { state: 'unpaid' | 'paid' | 'all' }, limit: number, after = 0) {
  const where = of.state === 'all' ? {} : { paidOn: of.state === 'paid' ? { not: null } : null };
  const rows = await db.feeBill.findMany({
    where,
    include: { _count: { select: { lines: true } } },
    orderBy: [{ monthOn: 'desc' }, { payer: 'asc' }, { id: 'asc' }],
    take: limit,
    skip: after,
  });
  return rows.map(({ monthOn, dueOn, paidOn, _count, ...bill }) => ({
    ...bill,
    monthOn: toDay(monthOn),
    dueOn: toDay(dueOn),
    paidOn: paidOn === null ? null : toDay(paidOn),
    lines: _count.lines,
  }));
}

/** One bill with its lines. Refuses: `bill-must-exist`. */
export async function feeBill(db: Database, id: string) {
  const bill = await db.feeBill.findUnique({ where: { id }, include: { lines: true } });
  if (bill === null) throw new Refusal('bill-must-exist');
  const guarantees = await db.guarantee.findMany({
    where: { id: { in: bill.lines.map(({ guaranteeId }) => guaranteeId) } },
    include: { constructionContract: { select: { projectName: true } } },
  });
  const known = new Map(guarantees.map((guarantee) => [guarantee.id, guarantee]));
  return {
    ...bill,
    monthOn: toDay(bill.monthOn),
    dueOn: toDay(bill.dueOn),
    paidOn: bill.paidOn === null ? null : toDay(bill.paidOn),
    lines: bill.lines.map(({ guaranteeId, revision, feeYen }) => {
      const guarantee = known.get(guaranteeId);
      return {
        guaranteeId,
        revision,
        feeYen,
        guaranteeNumber: guarantee?.guaranteeNumber ?? null,
        product: (guarantee?.product ?? 'prepayment') as Product,
        projectName: guarantee?.constructionContract.projectName ?? '',
      };
    }),
  };
}
