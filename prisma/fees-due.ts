/** What payers owe: fees that guarantees wait for, and months' bills that are not paid. The ids say which of the two. */
import type { FeeDue } from '../domain/deposit-matching.ts';
import type { Product } from '../domain/product.ts';
import type { Reader } from '../domain/scopes.ts';
import { yen } from '../domain/yen.ts';
import type { Database, Transaction } from './database.ts';
import { toDay } from './days.ts';
import { Prisma } from './generated/client.ts';
import { visibleBills, visibleTo } from './visibility.ts';

/** A fee due with the words that a person tells it by. */
export interface NamedFeeDue extends FeeDue {
  readonly contractorName: string;
  readonly payer: string;
  /** The product; null for a month's bill. */
  readonly product: Product | null;
  readonly projectName: string | null;
  readonly guaranteeId: string | null;
  /** 2026-10-01 for the bill of October. */
  readonly monthOn: string | null;
}

/** The id of a revision's fee, as forms carry it. */
export function feeId(guaranteeId: string, revision: number): string {
  return `fee.${guaranteeId}.${revision}`;
}

/** The id of a bill, as forms carry it. */
export function billFeeId(billId: string): string {
  return `bill.${billId}`;
}

/** Which fee or bill an id names; null where it is none of ours. */
export function readFeeId(id: string): { guaranteeId: string; revision: number } | { billId: string } | null {
  const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
  const fee = new RegExp(`^fee\\.(${uuid})\\.([1-9]\\d{0,5})$`).exec(id);
  if (fee !== null) return { guaranteeId: fee[1] as string, revision: Number(fee[2]) };
  const bill = new RegExp(`^bill\\.(${uuid})$`).exec(id);
  return bill === null ? null : { billId: bill[1] as string };
}

/** Everything due that no deposit is counted for, the earliest due first. */
export async function feesDue(db: Database | Transaction, reader: Reader): Promise<NamedFeeDue[]> {
  const [fees, bills] = [await singleFees(db, reader), await unpaidBills(db, reader)];
  return [...fees, ...bills].sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0));
}

async function singleFees(db: Database | Transaction, reader: Reader): Promise<NamedFeeDue[]> {
  const taken = await db.feeAllocation.findMany({
    where: { releasedAt: null, guaranteeId: { not: null } },
    select: { guaranteeId: true, revision: true },
  });
  const isTaken = new Set(taken.map(({ guaranteeId, revision }) => feeId(guaranteeId as string, revision as number)));
  const rows = await db.revision.findMany({
    where: { stage: 'awaiting-fee', feeYen: { gt: 0 }, guarantee: visibleTo(reader) },
    include: { guarantee: { include: { constructionContract: true, application: { include: { contractor: true } } } } },
    orderBy: { feeDueOn: 'asc' },
  });
  return rows
    .map(({ guaranteeId, number, guarantee, feeYen, feeDueOn, approvedAt, feeBilledTo }) => ({
      id: feeId(guaranteeId, number),
      contractorId: guarantee.contractorId,
      feeYen: yen(feeYen ?? 0n),
      dueOn: toDay(feeDueOn ?? approvedAt ?? guarantee.createdAt),
      receiptNumber: guarantee.application.receiptNumber,
      contractorName: guarantee.application.contractor.name,
      payer: feeBilledTo,
      product: guarantee.product as Product,
      projectName: guarantee.constructionContract.projectName,
      guaranteeId,
      monthOn: null,
    }))
    .filter(({ id }) => !isTaken.has(id));
}

async function unpaidBills(db: Database | Transaction, reader: Reader): Promise<NamedFeeDue[]> {
  const seen = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM fee_bill WHERE paid_on IS NULL AND amount_yen > 0 AND ${visibleBills(reader)}`;
  const bills = await db.feeBill.findMany({
    where: { id: { in: seen.map(({ id }) => id) } },
    orderBy: { dueOn: 'asc' },
  });
  const contractors = await db.contractor.findMany({
    where: { id: { in: bills.map(({ contractorId }) => contractorId) } },
    select: { id: true, name: true },
  });
  return bills.map(({ id, contractorId, payer, monthOn, amountYen, dueOn }) => ({
    id: billFeeId(id),
    contractorId,
    feeYen: yen(amountYen),
    dueOn: toDay(dueOn),
    receiptNumber: null,
    contractorName: contractors.find((contractor) => contractor.id === contractorId)?.name ?? '',
    payer,
    product: null,
    projectName: null,
    guaranteeId: null,
    monthOn: toDay(monthOn),
  }));
}

/** Which contractors are known to pay under each of the names, as staff learned them. */
export async function contractorsByPayer(
  db: Database | Transaction,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (keys.length === 0) return new Map();
  const rows = await db.$queryRaw<{ payerKey: string; contractorId: string }[]>`
    SELECT payer_key AS "payerKey", contractor_id AS "contractorId" FROM payer_name
    WHERE payer_key IN (${Prisma.join([...new Set(keys)])})`;
  const known = new Map<string, string[]>();
  for (const { payerKey, contractorId } of rows) {
    known.set(payerKey, [...(known.get(payerKey) ?? []), contractorId]);
  }
  return known;
}
