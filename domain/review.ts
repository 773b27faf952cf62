/** On what grounds a guarantee is approved: who may, whether a second person must, and what comes next. */
import type { FeePayment } from './application.ts';
import type { ConstructionContract } from './construction-contract.ts';
import type { Actor } from './people.ts';
import type { Product } from './product.ts';
import type { Yen } from './yen.ts';

/** Whether this person may review this contractor's guarantees: nobody does who belongs to the contractor, or is connected with it. */
export function mayReview(
  { contractorId: own, connectedWith }: Pick<Actor, 'contractorId' | 'connectedWith'>,
  contractorId: string,
): boolean {
  return own !== contractorId && !connectedWith.includes(contractorId);
}

/** Whether the amount is above the limit of one person's approval. Null: one person is enough for any amount. */
export function needsSecondApproval(amountYen: Yen, limitYen: Yen | null): boolean {
  return limitYen !== null && amountYen > limitYen;
}

/** Whether the second approval is another person's (four eyes). */
export function mayApproveSecond(firstApproverId: string, secondApproverId: string): boolean {
  return firstApproverId !== secondApproverId;
}

/** The stage an approved guarantee comes to: a second approval where the amount asks for it, then the fee. */
export function stageAfterApproval(amountYen: Yen, limitYen: Yen | null): 'awaiting-second-approval' | 'awaiting-fee' {
  return needsSecondApproval(amountYen, limitYen) ? 'awaiting-second-approval' : 'awaiting-fee';
}

/**
 * Whether a prepayment has to wait until the construction contract is signed. Its sibling goes on meanwhile: the contract
 * guarantee is needed before the signing.
 *
 * Source: R-B1, R-F0e; the switch is register data.
 */
export function isHeldUntilSigned(
  product: Product,
  { contractDateIs }: Pick<ConstructionContract, 'contractDateIs'>,
  { holdPrepaymentUntilSigned }: { readonly holdPrepaymentUntilSigned: boolean },
): boolean {
  return holdPrepaymentUntilSigned && product !== 'contract-guarantee' && contractDateIs === 'planned';
}

/** Whether issuing need not wait for the money: the fee is billed with the month. Source: R-F6. */
export function feeIsPassedAtOnce(feePayment: FeePayment): boolean {
  return feePayment === 'monthly-batch';
}
