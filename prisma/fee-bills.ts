/** A payer's month in one bill (一括納付): what was issued until its end and stands on no bill yet. */
import { randomUUID } from 'node:crypto';
import { addMonths, type Day, dayInJapan } from '../domain/dates.ts';
import { Refusal } from '../domain/refusals.ts';
import { recordAct } from './acts.ts';
import type { Clerk } from './count-deposits.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { billDueOn } from './fee-payment-rules.ts';
import { startOfDay } from './keyset.ts';

/** Any number that nobody else locks in the same database. */
const billingLock = 4_032_018;

interface Unbilled {
  readonly guaranteeId: string;
  readonly revision: number;
  readonly contractorId: string;
  readonly contractorName: string;
  readonly payer: string;
  readonly feeYen: bigint;
}

/** A bill that closing a month would make. */
export interface BillToBe {
  readonly contractorId: string;
  readonly contractorName: string;
  readonly payer: string;
  readonly lines: readonly Unbilled[];
  readonly amountYen: bigint;
}

/** What a person saw before the press: the month is closed for just this. */
export interface ExpectedClosing {
  readonly bills: number;
  readonly sumYen: bigint;
}

/**
 * Every fee of the month's batch stands on a bill of its payer; returns how many bills were made now. Doing it again
 * makes none.
 *
 * Refuses: `month-must-be-over`, `register-must-be-in-force`, `month-must-be-as-previewed`. Source: R-F6.
 */
export async function closeMonth(
  db: Database,
  monthOn: Day,
  actor: Clerk,
  now: Date,
  expected?: ExpectedClosing,
): Promise<number> {
  refuseUnlessOver(monthOn, now);
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(${billingLock}::bigint)::text`;
    const dueOn = await billDueOn(tx, monthOn, dayInJapan(now));
    if (dueOn === null) throw new Refusal('register-must-be-in-force');
    const bills = await billsToBe(tx, monthOn);
    if (expected !== undefined && (bills.length !== expected.bills || sumOf(bills) !== expected.sumYen)) {
      throw new Refusal('month-must-be-as-previewed');
    }
    for (const bill of bills) await write(tx, bill, { monthOn, dueOn, userId: actor.userId, now });
    const subject = `register/fee-bill/${monthOn.slice(0, 7)}` as const;
    const after = { bills: bills.length };
    await recordAct(tx, { subject, kind: 'month-closed', actor, before: null, after, reason: null }, now);
    return bills.length;
  });
}

/** What closing the month would make now, and when its bills would be due. Refuses: as `closeMonth`. */
export async function closingPreview(db: Database, monthOn: Day, now: Date) {
  refuseUnlessOver(monthOn, now);
  const dueOn = await billDueOn(db, monthOn, dayInJapan(now));
  if (dueOn === null) throw new Refusal('register-must-be-in-force');
  const bills = await billsToBe(db, monthOn);
  return { bills, dueOn, sumYen: sumOf(bills) };
}

function refuseUnlessOver(monthOn: Day, now: Date): void {
  if (dayInJapan(now) < addMonths(monthOn, 1)) throw new Refusal('month-must-be-over');
}

function sumOf(bills: readonly BillToBe[]): bigint {
  return bills.reduce((sum, { amountYen }) => sum + amountYen, 0n);
}

/** A payer whose month was billed stays as it is: what came later stands on the next month's bill. */
async function billsToBe(db: Database | Transaction, monthOn: Day): Promise<BillToBe[]> {
  const made = await db.feeBill.findMany({ where: { monthOn: fromDay(monthOn) } });
  const keyOf = ({ contractorId, payer }: { contractorId: string; payer: string }) =>
    JSON.stringify([contractorId, payer]);
  const isMade = new Set(made.map(keyOf));
  const groups = Map.groupBy(await unbilled(db, addMonths(monthOn, 1)), keyOf);
  return [...groups]
    .filter(([key]) => !isMade.has(key))
    .map(([, lines]) => {
      const [{ contractorId, contractorName, payer }] = lines as [Unbilled];
      const amountYen = lines.reduce((sum, { feeYen }) => sum + feeYen, 0n);
      return { contractorId, contractorName, payer, lines, amountYen };
    });
}

async function write(
  tx: Transaction,
  { contractorId, payer, lines, amountYen }: BillToBe,
  { monthOn, dueOn, userId, now }: { monthOn: Day; dueOn: Day; userId: string; now: Date },
): Promise<void> {
  const id = randomUUID();
  const days = { monthOn: fromDay(monthOn), dueOn: fromDay(dueOn) };
  await tx.feeBill.create({ data: { id, contractorId, payer, amountYen, ...days, closedById: userId, closedAt: now } });
  await tx.feeBillLine.createMany({
    data: lines.map(({ guaranteeId, revision, feeYen }) => ({ guaranteeId, revision, feeYen, billId: id })),
  });
}

function unbilled(db: Database | Transaction, until: Day): Promise<Unbilled[]> {
  return db.$queryRaw<Unbilled[]>`
    SELECT revision.guarantee_id AS "guaranteeId", revision.number AS revision, guarantee.contractor_id AS "contractorId",
      contractor.name AS "contractorName", revision.fee_billed_to AS payer, revision.fee_yen AS "feeYen"
    FROM revision JOIN guarantee ON guarantee.id = revision.guarantee_id
    JOIN contractor ON contractor.id = guarantee.contractor_id
    LEFT JOIN fee_bill_line line ON line.guarantee_id = revision.guarantee_id AND line.revision = revision.number
    WHERE revision.fee_payment = 'monthly-batch' AND revision.fee_yen IS NOT NULL AND line.bill_id IS NULL
      AND revision.issued_at < ${startOfDay(until)}
    ORDER BY contractor.name, revision.fee_billed_to, revision.issued_at, revision.guarantee_id`;
}

/** The months that are over with fees that stand on no bill, the oldest first. */
export async function monthsToClose(db: Database, now: Date) {
  const thisMonth = `${dayInJapan(now).slice(0, 7)}-01`;
  const months = await db.$queryRaw<{ monthOn: Day; fees: bigint; payers: bigint; sumYen: bigint }[]>`
    SELECT to_char(revision.issued_at AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-01') AS "monthOn", count(*) AS fees,
      count(DISTINCT (guarantee.contractor_id, revision.fee_billed_to)) AS payers,
      sum(revision.fee_yen)::bigint AS "sumYen"
    FROM revision JOIN guarantee ON guarantee.id = revision.guarantee_id
    LEFT JOIN fee_bill_line line ON line.guarantee_id = revision.guarantee_id AND line.revision = revision.number
    WHERE revision.fee_payment = 'monthly-batch' AND revision.fee_yen IS NOT NULL AND line.bill_id IS NULL
      AND revision.issued_at < ${startOfDay(thisMonth)}
    GROUP BY 1 ORDER BY 1`;
  return months.map(({ fees, payers, ...month }) => ({ ...month, fees: Number(fees), payers: Number(payers) }));
}
