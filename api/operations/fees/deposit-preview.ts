/** Deposits that wait, as a person looks at them before they count: for which fees, why, and whether this person may. */
import type { Proposal } from '../../../domain/deposit-matching.ts';
import { payerKey } from '../../../domain/payer-name.ts';
import { type Reader, staffReader } from '../../../domain/scopes.ts';
import type { depositsIn } from '../../../prisma/bank-files.ts';
import type { Database } from '../../../prisma/database.ts';
import { proposals } from '../../../prisma/deposit-proposals.ts';
import { contractorsByPayer, feesDue, type NamedFeeDue } from '../../../prisma/fees-due.ts';

export type Deposit = Awaited<ReturnType<typeof depositsIn>>[number];

export interface DepositPreview {
  readonly depositId: string;
  readonly kind: Proposal['kind'] | 'other-branch';
  /** Empty unless `exact`. */
  readonly fees: readonly NamedFeeDue[];
  /** Why these. */
  readonly why: string | null;
  /** Whether all of them are of branches that the person may record for. */
  readonly mayCount: boolean;
  /** Whether the payer's name is one of the contractor's already. */
  readonly isKnownPayer: boolean;
}

/**
 * A preview for each of a file's deposits that wait. Proposals are made over everything due, whoever looks: a fee of a
 * branch that the person does not see makes a way doubtful all the same, and is told without its name.
 */
export async function previewsOf(
  db: Database,
  waiting: readonly Deposit[],
  { sees, records }: { readonly sees: Reader; readonly records: Reader },
): Promise<ReadonlyMap<string, DepositPreview>> {
  const [due, seen, recordable, learned] = [
    await feesDue(db, staffReader('all')),
    await idsDue(db, sees),
    await idsDue(db, records),
    await contractorsByPayer(
      db,
      waiting.map((deposit) => deposit.payerKey),
    ),
  ];
  const proposed = await proposals(db, waiting, due);
  return new Map(
    waiting.map((deposit): [string, DepositPreview] => {
      const proposal = proposed.get(deposit.id) as Proposal;
      const fees = due.filter(({ id }) => (proposal.ids as readonly string[]).includes(id));
      const isHidden = fees.some(({ id }) => !seen.has(id));
      return [
        deposit.id,
        {
          depositId: deposit.id,
          kind: isHidden ? 'other-branch' : proposal.kind,
          fees: isHidden ? [] : fees,
          why: proposal.kind === 'exact' && !isHidden ? whyOf(deposit, fees) : null,
          mayCount: fees.length > 0 && fees.every(({ id }) => recordable.has(id)),
          isKnownPayer: fees.every((fee) => isKnown(deposit, fee, learned)),
        },
      ];
    }),
  );
}

async function idsDue(db: Database, reader: Reader): Promise<ReadonlySet<string>> {
  return new Set((await feesDue(db, reader)).map(({ id }) => id));
}

function whyOf({ note }: Deposit, fees: readonly NamedFeeDue[]): string {
  if (fees.every(({ receiptNumber }) => receiptNumber !== null && note.includes(receiptNumber))) {
    return '備考の受付番号と金額が一致';
  }
  return fees.length === 1 ? '支払人名と金額が一致' : '支払人名と、複数の保証料の合計が一致';
}

function isKnown(deposit: Deposit, fee: NamedFeeDue, learned: ReadonlyMap<string, readonly string[]>): boolean {
  const own = [payerKey(fee.contractorName), payerKey(fee.payer)].includes(deposit.payerKey);
  return own || (learned.get(deposit.payerKey) ?? []).includes(fee.contractorId);
}

/** Why a deposit is left to a person, and what that person does. */
export const proposalSentences: Record<Exclude<DepositPreview['kind'], 'exact'>, string> = {
  'several-ways': '合う保証料が何通りもあります。手で選んでください。',
  'unknown-payer': '支払人が分かりません。手で選んでください。',
  'nothing-due': 'この支払人に入金待ちの保証料はありません。二重の振込でないか確かめてください。',
  'other-amount': '合う金額の保証料がありません。過不足を支払人に確かめてください。',
  cancellation: '銀行の取消明細です。元の入金を確かめてから、対象外にしてください。',
  'other-branch': 'ほかの支店の保証料です。その支店の担当者が充当します。',
};
