/** What a contractor and a reviewer should look at twice. A warning never stops an application: projects have exceptions (R-A4). */
import type { Application, GuaranteeTerms } from './application.ts';
import type { ConstructionContract } from './construction-contract.ts';
import type { Product } from './product.ts';
import {
  type AuthorityRatios,
  largestMidtermPrepayment,
  largestPrepayment,
  ratioText,
  smallestContractGuarantee,
} from './ratio.ts';
import { type Yen, yen, yenText } from './yen.ts';

export const warningNames = [
  'prepayment-above-usual-ratio',
  'prepayment-above-ceiling',
  'midterm-prepayment-above-usual-ratio',
  'contract-guarantee-below-usual-ratio',
  'depository-outside-the-register',
  'prepayment-waits-for-signing',
] as const;
export type WarningName = (typeof warningNames)[number];

export interface FieldWarning {
  readonly name: WarningName;
  readonly sentence: string;
  readonly field: string;
}

export interface WarningFacts {
  /** The authority's ratios for this kind of works and for a low bid as the case may be; null: not known. */
  readonly ratios: AuthorityRatios | null;
  /** A prepayment already guaranteed on this contract, for a midterm prepayment applied for alone. */
  readonly prepaymentGuaranteedYen: Yen | null;
  readonly holdPrepaymentUntilSigned: boolean;
}

/** Every warning of the application, by name and field. Source: R-A1 to R-A4, R-U10, R-B1. */
export function applicationWarnings(
  { contract, guarantees }: Pick<Application, 'contract' | 'guarantees'>,
  facts: WarningFacts,
): FieldWarning[] {
  return guarantees.flatMap((terms, index) =>
    [
      ...(facts.ratios === null
        ? []
        : ratioWarnings[terms.product](terms, { contract, guarantees, facts, ratios: facts.ratios })),
      ...otherWarnings(terms, contract, facts),
    ].map(({ field, ...warning }) => ({ ...warning, field: `guarantees.${index}.${field}` })),
  );
}

/** What a prepayment's ratio is of: the current fiscal year's amount where given, else the contract amount. Source: R-A1. */
export function ratioBase(
  { currentYearBaseYen }: Pick<GuaranteeTerms, 'currentYearBaseYen'>,
  { amountYen }: Pick<ConstructionContract, 'amountYen'>,
): Yen {
  return currentYearBaseYen ?? amountYen;
}

type Surroundings = {
  contract: ConstructionContract;
  guarantees: readonly GuaranteeTerms[];
  facts: WarningFacts;
  ratios: AuthorityRatios;
};

const ratioWarnings: Record<Product, (terms: GuaranteeTerms, surroundings: Surroundings) => FieldWarning[]> = {
  prepayment(terms, { contract, ratios }) {
    const base = ratioBase(terms, contract);
    const largest = largestPrepayment(base, ratios.prepaymentPermille, ratios.unitYen);
    const ceiling = ratios.prepaymentCeilingYen;
    return [
      ...(terms.amountYen > largest ? [above('prepayment-above-usual-ratio', terms, base, largest)] : []),
      ...(ceiling !== null && terms.amountYen > ceiling
        ? [above('prepayment-above-ceiling', terms, base, ceiling)]
        : []),
    ];
  },
  'midterm-prepayment'(terms, { contract, guarantees, facts, ratios }) {
    const base = ratioBase(terms, contract);
    const sibling = guarantees.find(({ product }) => product === 'prepayment');
    const before = sibling?.amountYen ?? facts.prepaymentGuaranteedYen ?? yen(0);
    const largest = largestMidtermPrepayment(base, before, ratios);
    return terms.amountYen > largest ? [above('midterm-prepayment-above-usual-ratio', terms, base, largest)] : [];
  },
  'contract-guarantee'(terms, { contract, ratios }) {
    const smallest = smallestContractGuarantee(contract.amountYen, ratios.contractGuaranteePermille);
    if (terms.amountYen >= smallest) return [];
    const ratio = ratioText(terms.amountYen, contract.amountYen);
    const sentence = `請負金額の${ratio}です。この発注者では通常${yenText(smallest)}以上です。`;
    return [{ name: 'contract-guarantee-below-usual-ratio', sentence, field: 'amountYen' }];
  },
};

function above(name: WarningName, { amountYen }: GuaranteeTerms, base: Yen, largest: Yen): FieldWarning {
  const sentence = `${yenText(base)}の${ratioText(amountYen, base)}です。この発注者では通常${yenText(largest)}までです。`;
  return { name, sentence, field: 'amountYen' };
}

function otherWarnings(
  { product, depository }: GuaranteeTerms,
  { contractDateIs }: ConstructionContract,
  { holdPrepaymentUntilSigned }: WarningFacts,
): FieldWarning[] {
  const warnings: FieldWarning[] = [];
  if (depository !== null && 'freeText' in depository) {
    const sentence = '登録のない金融機関です。委託契約の有無を確認します。';
    warnings.push({ name: 'depository-outside-the-register', sentence, field: 'depository' });
  }
  if (holdPrepaymentUntilSigned && product !== 'contract-guarantee' && contractDateIs === 'planned') {
    const sentence = '請負契約の締結後に承認します。契約日が決まりましたらお知らせください。';
    warnings.push({ name: 'prepayment-waits-for-signing', sentence, field: 'product' });
  }
  return warnings;
}
