/** What a reviewer is shown beside an application: each check with its rule, what it found, and how much that weighs. */
import type { AcceptanceVerdict } from './acceptance.ts';
import type { GuaranteeTerms } from './application.ts';
import { applicationWarnings, type WarningFacts } from './application-warnings.ts';
import type { ConstructionContract } from './construction-contract.ts';
import type { Day } from './dates.ts';
import { halfOf, halvedPeriod, periodFindings } from './review-period.ts';
import { type Yen, yen, yenText } from './yen.ts';

export const reviewChecks = [
  'ratio',
  'acceptance',
  'fee',
  'duplicate',
  'low-bid',
  'minimum',
  'period',
  'midterm',
  'exposure',
  'depository',
  'papers',
] as const;
export type ReviewCheck = (typeof reviewChecks)[number];

/** How much a finding weighs, by the register: it is left out, stands there to be read, or stops the approval. */
export const severities = ['off', 'warning', 'stop'] as const;
export type Severity = (typeof severities)[number];

export const reviewCheckTitles: Record<ReviewCheck, string> = {
  ratio: '割合',
  acceptance: '電子保証の可否',
  fee: '保証料',
  duplicate: '重複する申込',
  'low-bid': '低入札',
  minimum: '請負金額・工期の下限',
  period: '工期と年度',
  midterm: '中間前払金の要件',
  exposure: '保証残高',
  depository: '預託金融機関',
  papers: '添付書類',
};

/** The rule of domain.md that each check stands on. */
const rules: Record<ReviewCheck, string> = {
  ratio: 'R-A1・R-A2・R-A3',
  acceptance: 'R-O2・R-O5',
  fee: 'R-F1・R-F4',
  duplicate: 'R-T7',
  'low-bid': '3.1',
  minimum: '3.1',
  period: 'R-T1・R-T4・R-T5',
  midterm: 'R-P7・R-A5・R-A6',
  exposure: 'R-U8',
  depository: 'R-U10',
  papers: 'R-N10',
};

export interface ReviewFacts extends WarningFacts {
  readonly contract: ConstructionContract;
  readonly terms: GuaranteeTerms;
  readonly today: Day;
  /** What the authority's rules say; null for a certificate on paper. */
  readonly acceptance: AcceptanceVerdict | null;
  /** By the table in force; null where no table is in force on the application's day. */
  readonly feeYen: Yen | null;
  /** Receipt numbers of other applications for the same product on what looks like the same works. */
  readonly duplicates: readonly string[];
  /** Smallest contract amounts and shortest periods that the authority keeps to; null: none known. */
  readonly minimumContractYen: Yen | null;
  readonly midtermMinimumContractYen: Yen | null;
  readonly midtermMinimumDays: number | null;
  /** Guaranteed for this contractor now, without this guarantee; and its limit (null: none set). */
  readonly outstandingYen: Yen;
  readonly limitYen: Yen | null;
  /** Papers enclosed with the application. */
  readonly papers: number;
}

export interface ReviewFinding {
  readonly check: ReviewCheck;
  readonly title: string;
  readonly rule: string;
  readonly outcome: 'ok' | 'warning' | 'stop';
  /** What was found, for a person. */
  readonly sentence: string;
}

/**
 * Every check in order, with what it found; those that the register leaves out are not there.
 *
 * Source: domain.md 3.1 and 3.2; R-A4 (stops only where configured), R-O2, R-N10, R-U10.
 */
export function reviewFindings(
  facts: ReviewFacts,
  severityOf: (check: ReviewCheck) => Severity,
): readonly ReviewFinding[] {
  return reviewChecks.flatMap((check): ReviewFinding[] => {
    const severity = severityOf(check);
    if (severity === 'off') return [];
    const found = finders[check](facts);
    const about = { check, title: reviewCheckTitles[check], rule: rules[check] };
    if (found.wrong.length === 0) return [{ ...about, outcome: 'ok', sentence: found.fine }];
    return found.wrong.map((sentence) => ({ ...about, outcome: severity, sentence }));
  });
}

/** The checks that stop the approval of this guarantee: only a reason given by an approver passes them. */
export function stopsOf(findings: readonly ReviewFinding[]): readonly ReviewCheck[] {
  return [...new Set(findings.filter(({ outcome }) => outcome === 'stop').map(({ check }) => check))];
}

interface Found {
  readonly wrong: readonly string[];
  readonly fine: string;
}

const finders: Record<ReviewCheck, (facts: ReviewFacts) => Found> = {
  ratio: (facts) => ({ wrong: warned(facts, ratioWarnings), fine: '発注者の通常の割合の範囲内です。' }),
  acceptance: ({ acceptance }) =>
    acceptance === null
      ? { wrong: [], fine: '証書（紙）の申込です。' }
      : { wrong: acceptance.verdict === 'yes' ? [] : [acceptance.reason], fine: acceptance.reason },
  fee: ({ feeYen }) => ({
    wrong: feeYen === null ? ['申込日に有効な保証料の表がありません。登録簿をご確認ください。'] : [],
    fine: feeYen === null ? '' : `保証料は${yenText(feeYen)}です。`,
  }),
  duplicate: ({ duplicates }) => ({
    wrong: duplicates.map((receipt) => `同じ工事と思われる同じ商品の申込があります（受付番号 ${receipt}）。`),
    fine: '同じ工事の同じ商品の申込はありません。',
  }),
  'low-bid': ({ contract, ratios }) => ({
    wrong:
      contract.lowBid && ratios === null
        ? ['低入札の申込ですが、この発注者の低入札の割合が登録されていません。発注者の要領をご確認ください。']
        : [],
    fine: contract.lowBid ? '低入札の割合で確認しています。' : '低入札ではありません。',
  }),
  minimum: (facts) => ({ wrong: belowMinimum(facts), fine: '発注者が定める下限を下回っていません。' }),
  period: ({ contract, terms, today }) => ({
    wrong: periodFindings(contract, terms, today),
    fine: '工期と保証期間に矛盾はありません。',
  }),
  midterm: (facts) => ({
    wrong: facts.terms.product === 'midterm-prepayment' ? midtermFindings(facts) : [],
    fine: facts.terms.product === 'midterm-prepayment' ? '認定調書と前回の前払金を確認しました。' : '対象外です。',
  }),
  exposure: ({ outstandingYen, limitYen, terms }) => {
    const together = yen(outstandingYen + terms.amountYen);
    const total = yenText(together);
    if (limitYen === null) return { wrong: [], fine: `この申込を含めた保証残高は${total}です（限度額の定めなし）。` };
    const limit = yenText(limitYen);
    return together > limitYen
      ? { wrong: [`この申込を含めた保証残高は${total}です。限度額${limit}を超えます。`], fine: '' }
      : { wrong: [], fine: `この申込を含めた保証残高は${total}です（限度額${limit}）。` };
  },
  depository: (facts) => ({
    wrong: warned(facts, ['depository-outside-the-register']),
    fine: facts.terms.depository === null ? '対象外です。' : '委託契約のある金融機関です。',
  }),
  papers: ({ papers }) => ({
    wrong: papers === 0 ? ['請負契約書や指名通知書などの書類が添付されていません。'] : [],
    fine: `${papers}件の書類が添付されています。`,
  }),
};

const ratioWarnings = [
  'prepayment-above-usual-ratio',
  'prepayment-above-ceiling',
  'midterm-prepayment-above-usual-ratio',
  'contract-guarantee-below-usual-ratio',
] as const;

/** What the application was warned of, as the registers stand now. */
function warned({ contract, terms, ...facts }: ReviewFacts, names: readonly string[]): string[] {
  return applicationWarnings({ contract, guarantees: [terms] }, facts)
    .filter(({ name }) => names.includes(name))
    .map(({ sentence }) => sentence);
}

function belowMinimum({ contract, terms, ...facts }: ReviewFacts): string[] {
  const midterm = terms.product === 'midterm-prepayment';
  const smallest = midterm ? facts.midtermMinimumContractYen : facts.minimumContractYen;
  return smallest !== null && contract.amountYen < smallest
    ? [`請負金額が、この発注者の下限${yenText(smallest)}を下回っています。`]
    : [];
}

function midtermFindings({
  terms,
  prepaymentGuaranteedYen,
  contract,
  midtermMinimumDays,
  today,
}: ReviewFacts): string[] {
  const found: string[] = [];
  const certified = terms.eligibilityCertifiedOn;
  if (certified === null || certified > today) found.push('発注者の認定調書の日付をご確認ください。');
  if (prepaymentGuaranteedYen === null) {
    found.push('この工事の前払金保証が見つかりません。前払金の受領を書類でご確認ください。');
  }
  const { fromOn, toOn } = halvedPeriod(contract, terms, today);
  const { halfOn } = halfOf(fromOn, toOn);
  const { days } = halfOf(contract.worksFromOn, contract.worksToOn);
  if (certified !== null && certified < halfOn) found.push('認定調書の日付が、工期の半分を過ぎる前です。');
  if (midtermMinimumDays !== null && days < midtermMinimumDays) {
    found.push(`工期が${days}日で、この発注者の下限${midtermMinimumDays}日を下回っています。`);
  }
  return found;
}
