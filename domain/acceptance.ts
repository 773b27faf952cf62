/** Whether a procurement authority accepts an electronic guarantee for a contract: its dated rules, and what they say. */
import type { ConstructionContract } from './construction-contract.ts';
import type { Day } from './dates.ts';
import { eraDate } from './eras.ts';
import type { Product } from './product.ts';

/** Which day decides: the rules that authorities publish differ. Source: R-O2, R-O10. */
export const acceptanceRuleKinds = [
  'by-contract-date',
  'by-notice-date',
  'by-original-contract-date',
  'by-authority-approval',
  'by-guarantee-date',
] as const;
export type AcceptanceRuleKind = (typeof acceptanceRuleKinds)[number];

/** A row of the dated list. A null department or product means every one without a row of its own. Source: R-O5. */
export interface AcceptanceRule {
  readonly authorityId: string;
  readonly departmentId: string | null;
  readonly product: Product | null;
  readonly kind: AcceptanceRuleKind;
  readonly fromOn: Day;
  readonly toOn: Day | null;
  /** Where the authority says so. */
  readonly source: string;
}

/** yes · no · ask: only with evidence that the authority approved this project. */
export interface AcceptanceVerdict {
  readonly verdict: 'yes' | 'no' | 'ask';
  /** A sentence in Japanese for the contractor and the reviewer. */
  readonly reason: string;
  readonly source: string | null;
  /** What the reason says, for screens in another language; missing where no rule applies. */
  readonly basis?: AcceptanceBasis;
}

export const acceptanceGrounds = ['day-unknown', 'before-start', 'after-end', 'by-approval', 'accepted'] as const;

export interface AcceptanceBasis {
  readonly ground: (typeof acceptanceGrounds)[number];
  /** The name of the day that decides. */
  readonly dayName: string;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

export interface AcceptanceQuestion {
  readonly contract: Pick<ConstructionContract, 'authorityId' | 'departmentId' | 'noticeOn'> & {
    /** Null while it is not known yet. */
    readonly contractOn: Day | null;
  };
  /** The first contract's day where this one amends it; the contract's own otherwise. */
  readonly originalContractOn: Day | null;
  readonly product: Product;
  /** Stands for the day of the guarantee contract, which is concluded at the earliest today. */
  readonly today: Day;
}

/**
 * What the most specific rows say; several such rows are alternatives, and the kindest wins (八千代市: either date).
 * An authority without a row takes paper only.
 *
 * Source: R-O2, R-O4, R-O5, R-O7, R-O10, R-C4.
 */
export function electronicAcceptance(
  rules: readonly AcceptanceRule[],
  question: AcceptanceQuestion,
): AcceptanceVerdict {
  const verdicts = mostSpecific(rules, question).map((rule) => verdictOf(rule, question));
  return (
    verdicts.find(({ verdict }) => verdict === 'yes') ??
    verdicts.find(({ verdict }) => verdict === 'ask') ??
    verdicts[0] ?? {
      verdict: 'no',
      reason: 'この発注者は電子保証に対応していません。紙の証書になります。',
      source: null,
    }
  );
}

function mostSpecific(rules: readonly AcceptanceRule[], { contract, product }: AcceptanceQuestion): AcceptanceRule[] {
  const applying = rules.filter(
    (rule) =>
      rule.authorityId === contract.authorityId &&
      (rule.departmentId === null || rule.departmentId === contract.departmentId) &&
      (rule.product === null || rule.product === product),
  );
  const weight = (rule: AcceptanceRule) => (rule.departmentId === null ? 0 : 2) + (rule.product === null ? 0 : 1);
  const heaviest = Math.max(...applying.map(weight));
  return applying.filter((rule) => weight(rule) === heaviest);
}

function verdictOf(rule: AcceptanceRule, question: AcceptanceQuestion): AcceptanceVerdict {
  const { source } = rule;
  const { dayName, on } = decidingDay(rule.kind, question);
  const basis = (ground: AcceptanceBasis['ground']) => ({
    source,
    basis: { ground, dayName, fromOn: rule.fromOn, toOn: rule.toOn },
  });
  if (on === null)
    return {
      verdict: 'ask',
      reason: `${dayName}が分かりません。ご入力いただくか、発注者の承認をご確認ください。`,
      ...basis('day-unknown'),
    };
  if (on < rule.fromOn) {
    return {
      verdict: 'no',
      reason: `${dayName}が${eraDate(rule.fromOn)}以降のものから電子保証に対応しています。`,
      ...basis('before-start'),
    };
  }
  if (rule.toOn !== null && on > rule.toOn) {
    return {
      verdict: 'no',
      reason: `電子保証の対応は${dayName}が${eraDate(rule.toOn)}までのものです。`,
      ...basis('after-end'),
    };
  }
  if (rule.kind === 'by-authority-approval') {
    return {
      verdict: 'ask',
      reason: 'この発注者は案件ごとに電子保証を承認します。承認が分かるものをお示しください。',
      ...basis('by-approval'),
    };
  }
  return {
    verdict: 'yes',
    reason: `電子保証に対応しています（${eraDate(rule.fromOn)}から、${dayName}で判定）。`,
    ...basis('accepted'),
  };
}

function decidingDay(kind: AcceptanceRuleKind, question: AcceptanceQuestion): { dayName: string; on: Day | null } {
  const { contract, originalContractOn, today } = question;
  switch (kind) {
    case 'by-contract-date':
      return { dayName: '請負契約日', on: contract.contractOn };
    case 'by-notice-date':
      return { dayName: '公告日または指名通知日', on: contract.noticeOn };
    case 'by-original-contract-date':
      return { dayName: '当初の請負契約日', on: originalContractOn };
    case 'by-authority-approval':
      return { dayName: '申込日', on: today };
    case 'by-guarantee-date':
      return { dayName: '保証契約日', on: today };
  }
}
