/** Which fees a deposit pays: proposed from the payer's name and the amount, never counted before a person says so. */
import type { Day } from './dates.ts';
import type { Yen } from './yen.ts';

/** What a payer owes: the fee of one guarantee, or a month's bill. */
export interface FeeDue {
  readonly id: string;
  readonly contractorId: string;
  readonly feeYen: Yen;
  readonly dueOn: Day;
  /** The receipt number of its application; null for a month's bill. */
  readonly receiptNumber: string | null;
}

export interface DepositFacts {
  readonly amountYen: Yen;
  readonly note: string;
  readonly isCancellation: boolean;
  /** Contractors that are known to pay under this name. */
  readonly contractorIds: readonly string[];
}

/** `exact`: these fees, one way only. All else is for a person to decide. */
export type Proposal =
  | { readonly kind: 'exact'; readonly ids: readonly string[] }
  | {
      readonly kind: 'several-ways' | 'unknown-payer' | 'nothing-due' | 'other-amount' | 'cancellation';
      readonly ids: readonly [];
    };

/** Of more fees than this nobody follows all combinations: then only a single fee of the amount is proposed. */
const mostFees = 18;

/**
 * The fees of the payer that make up the amount, where there is one way only: the receipt number that the payer wrote
 * comes first, then a single fee, then all that is due, then any combination. Money is never spread by guess: a fee paid
 * lets a guarantee be issued.
 *
 * Source: R-F4, R-F5 (receipt of the fee before the certificate).
 */
export function proposeFees(deposit: DepositFacts, due: readonly FeeDue[]): Proposal {
  if (deposit.isCancellation) return nothing('cancellation');
  const named = due.filter(({ receiptNumber }) => receiptNumber !== null && deposit.note.includes(receiptNumber));
  if (sum(named) === deposit.amountYen) return exact(named);
  if (deposit.contractorIds.length === 0) return nothing('unknown-payer');
  const theirs = due.filter(({ contractorId }) => deposit.contractorIds.includes(contractorId));
  if (theirs.length === 0) return nothing('nothing-due');
  // Of several payers of one name, a combination over them would be a guess.
  const mayCombine = deposit.contractorIds.length === 1 && theirs.length <= mostFees;
  const single = theirs.filter(({ feeYen }) => feeYen === deposit.amountYen).map((fee) => [fee]);
  const ways = mayCombine ? waysToMake(deposit.amountYen, theirs) : single;
  if (ways.length === 0) return nothing('other-amount');
  return ways.length === 1 ? exact(ways[0] as FeeDue[]) : nothing('several-ways');
}

/** The combinations that make up the amount: two are enough to know that there are several. */
function waysToMake(amountYen: number, due: readonly FeeDue[]): FeeDue[][] {
  const found: FeeDue[][] = [];
  const look = (from: number, left: number, taken: readonly FeeDue[]): void => {
    if (left === 0 && taken.length > 0) found.push([...taken]);
    for (let index = from; left > 0 && index < due.length && found.length < 2; index += 1) {
      const fee = due[index] as FeeDue;
      if (fee.feeYen <= left && fee.feeYen > 0) look(index + 1, left - fee.feeYen, [...taken, fee]);
    }
  };
  look(0, amountYen, []);
  return found;
}

function exact(fees: readonly FeeDue[]): Proposal {
  return { kind: 'exact', ids: fees.map(({ id }) => id) };
}

function nothing(kind: Exclude<Proposal['kind'], 'exact'>): Proposal {
  return { kind, ids: [] };
}

function sum(fees: readonly FeeDue[]): number {
  return fees.reduce((total, { feeYen }) => total + feeYen, 0);
}
