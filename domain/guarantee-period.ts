/** From when to when a guarantee holds (保証期間). */
import type { GuaranteeTerms } from './application.ts';
import type { ConstructionContract } from './construction-contract.ts';
import { type Day, fiscalYearEndOn, fiscalYearOf } from './dates.ts';

/** `from` is null where only the end is set (R-T2), or while the contract day is only planned (R-F0e). */
export interface GuaranteePeriod {
  readonly from: Day | null;
  readonly to: Day;
}

/**
 * The period of the guarantee as of the day it is concluded. A contract guarantee runs from the contract day to the end
 * of the works; a prepayment has its deadline alone.
 *
 * Source: R-T1, R-T2, R-T3.
 */
export function guaranteePeriod(
  terms: Pick<GuaranteeTerms, 'product' | 'currentYearBaseYen'>,
  contract: Pick<ConstructionContract, 'contractOn' | 'contractDateIs' | 'worksToOn'>,
  asOf: Day,
): GuaranteePeriod {
  if (terms.product === 'contract-guarantee') {
    return { from: contract.contractDateIs === 'signed' ? contract.contractOn : null, to: contract.worksToOn };
  }
  return { from: null, to: prepaymentDeadline(terms, contract, asOf) };
}

/**
 * The end of the works; in works over several fiscal years (a current-year base is given) the end of the year in
 * question, unless the works end before it. A contract planned for April belongs to the year that begins then.
 *
 * Source: R-T1, R-T4.
 */
export function prepaymentDeadline(
  { currentYearBaseYen }: Pick<GuaranteeTerms, 'currentYearBaseYen'>,
  { contractOn, worksToOn }: Pick<ConstructionContract, 'contractOn' | 'worksToOn'>,
  asOf: Day,
): Day {
  if (currentYearBaseYen === null) return worksToOn;
  const yearEndOn = fiscalYearEndOn(fiscalYearOf(contractOn > asOf ? contractOn : asOf));
  return yearEndOn < worksToOn ? yearEndOn : worksToOn;
}
