/** The works period against the fiscal years and against a guarantee that is asked for today. */
import type { GuaranteeTerms } from './application.ts';
import type { ConstructionContract } from './construction-contract.ts';
import { addDays, type Day, daysInclusive, fiscalYearEndOn, fiscalYearOf } from './dates.ts';

/** The days of a period, and the day on which half of it has passed, the first day counted. Source: R-A5, worked example 7. */
export function halfOf(fromOn: Day, toOn: Day): { halfOn: Day; days: number } {
  const days = daysInclusive(fromOn, toOn);
  return { days, halfOn: addDays(fromOn, Math.ceil(days / 2) - 1) };
}

/**
 * The days whose half a midterm prepayment waits for: those of the works; where a base of the year is given, those of them
 * that lie in the fiscal year of `on`, or in the first one before the works begin.
 *
 * Source: R-A5, R-A6.
 */
export function halvedPeriod(
  { worksFromOn, worksToOn }: Pick<ConstructionContract, 'worksFromOn' | 'worksToOn'>,
  { currentYearBaseYen }: Pick<GuaranteeTerms, 'currentYearBaseYen'>,
  on: Day,
): { fromOn: Day; toOn: Day } {
  const whole = { fromOn: worksFromOn, toOn: worksToOn };
  if (currentYearBaseYen === null || on > worksToOn) return whole;
  const year = fiscalYearOf(on < worksFromOn ? worksFromOn : on);
  const [firstOn, lastOn] = [addDays(fiscalYearEndOn(year - 1), 1), fiscalYearEndOn(year)];
  return { fromOn: firstOn > worksFromOn ? firstOn : worksFromOn, toOn: lastOn < worksToOn ? lastOn : worksToOn };
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
  const nth = fiscalYearOf(today) - fiscalYearOf(contract.worksFromOn) + 1;
  if (years > 1 && terms.currentYearBaseYen !== null && nth > 1 && nth <= years) {
    found.push(`契約の${nth}年度目の申込です。今年度の予算を執行できるようになった後の請求か、ご確認ください。`);
  }
  return found;
}
