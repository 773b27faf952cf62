/** The works period against the fiscal years and against a guarantee that is asked for today. */
import type { GuaranteeTerms } from './application.ts';
import type { ConstructionContract } from './construction-contract.ts';
import { addDays, type Day, daysInclusive, fiscalYearOf } from './dates.ts';

/** The days of a period, and the day on which half of it has passed, the first day counted. Source: R-A5, worked example 7. */
export function halfOf(fromOn: Day, toOn: Day): { halfOn: Day; days: number } {
  const days = daysInclusive(fromOn, toOn);
  return { days, halfOn: addDays(fromOn, Math.ceil(days / 2) - 1) };
}

/**
 * What does not fit, in sentences. Several fiscal years need a base of the year for a prepayment, or its deadline would be
 * the works' end; after the first year a prepayment waits for that year's budget.
 *
 * Source: R-T1, R-T4, R-T5.
 */
export function periodFindings(
  contract: Pick<ConstructionContract, 'worksFromOn' | 'worksToOn' | 'contractOn' | 'contractDateIs'>,
  terms: Pick<GuaranteeTerms, 'product' | 'currentYearBaseYen'>,
  today: Day,
): string[] {
  const found: string[] = [];
  if (contract.worksToOn < today) found.push('工期がすでに終わっています。変更契約がないかご確認ください。');
  if (contract.contractDateIs === 'planned' && contract.contractOn < today) {
    found.push('予定の請負契約日が過ぎています。締結の有無をお客様にご確認ください。');
  }
  if (terms.product === 'contract-guarantee') return found;
  const years = fiscalYearOf(contract.worksToOn) - fiscalYearOf(contract.worksFromOn) + 1;
  if (years > 1 && terms.currentYearBaseYen === null) {
    found.push(`工期が${years}か年度にわたりますが、今年度対象額がありません。債務負担行為かどうかをご確認ください。`);
  }
  if (years === 1 && terms.currentYearBaseYen !== null) {
    found.push('今年度対象額がありますが、工期は一つの年度に収まっています。');
  }
  return found;
}
