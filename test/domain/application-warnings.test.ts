import { expect, test } from '@jest/globals';
import type { Application } from '../../domain/application.ts';
import { applicationRefusals } from '../../domain/application-refusals.ts';
import { applicationWarnings, type WarningFacts } from '../../domain/application-warnings.ts';
import { yen } from '../../domain/yen.ts';
import { buildApplication, buildContract, buildContractGuarantee, buildFacts, buildPrepayment } from './builders.ts';

const facts: WarningFacts = {
  ratios: {
    prepaymentPermille: 400,
    midtermPrepaymentPermille: 200,
    prepaymentsTogetherPermille: 600,
    contractGuaranteePermille: 100,
    unitYen: yen(100_000),
    prepaymentCeilingYen: null,
  },
  prepaymentGuaranteedYen: null,
  holdPrepaymentUntilSigned: false,
};

function warned(application: Partial<Application>, own: Partial<WarningFacts> = {}): string[] {
  return applicationWarnings(buildApplication(application), { ...facts, ...own }).map(
    ({ name, field }) => `${name} @ ${field}`,
  );
}

test("nothing is to be said about the leaflet's application", () => {
  expect(warned({})).toEqual([]);
});

test('a ratio over the limit is a warning, not a refusal (R-A4)', () => {
  const application = buildApplication({ guarantees: [buildPrepayment({ amountYen: yen(20_100_000) })] });
  const [warning] = applicationWarnings(application, facts);
  expect(warning).toEqual({
    name: 'prepayment-above-usual-ratio',
    field: 'guarantees.0.amountYen',
    sentence: '50,000,000円の40.2%です。この発注者では通常20,000,000円までです。',
  });
  expect(applicationRefusals(application, buildFacts())).toEqual([]);
});

test('the base is the current fiscal year where it is given (R-A1)', () => {
  const contract = buildContract({ amountYen: yen(120_000_000) });
  const terms = (amount: number) =>
    buildPrepayment({
      amountYen: yen(amount),
      currentYearBaseYen: yen(45_000_000),
      currentYearBaseKind: 'planned-progress',
    });
  expect(warned({ contract, guarantees: [terms(18_000_000)] })).toEqual([]);
  expect(warned({ contract, guarantees: [terms(18_000_001)] })).toEqual([
    'prepayment-above-usual-ratio @ guarantees.0.amountYen',
  ]);
});

test('an authority may have a ceiling in yen', () => {
  const ratios = facts.ratios === null ? null : { ...facts.ratios, prepaymentCeilingYen: yen(10_000_000) };
  expect(warned({}, { ratios })).toEqual(['prepayment-above-ceiling @ guarantees.0.amountYen']);
});

test('a midterm prepayment is measured together with the prepayment', () => {
  const midterm = (amount: number) => buildPrepayment({ product: 'midterm-prepayment', amountYen: yen(amount) });
  const warning = 'midterm-prepayment-above-usual-ratio @ guarantees.0.amountYen';
  expect(warned({ guarantees: [midterm(10_000_000)] })).toEqual([]);
  expect(warned({ guarantees: [midterm(10_000_001)] })).toEqual([warning]);
  expect(warned({ guarantees: [midterm(10_000_000)] }, { prepaymentGuaranteedYen: yen(20_000_001) })).toEqual([
    warning,
  ]);
  const beside = [midterm(10_000_000), buildPrepayment({ amountYen: yen(20_100_000) })];
  expect(warned({ guarantees: beside })).toContain(warning);
});

test('a contract guarantee below its ratio is told how much is usual', () => {
  expect(warned({ guarantees: [buildContractGuarantee({ amountYen: yen(4_999_999) })] })).toEqual([
    'contract-guarantee-below-usual-ratio @ guarantees.0.amountYen',
  ]);
});

test('without ratios of the authority there is no warning of ratios', () => {
  expect(warned({ guarantees: [buildPrepayment({ amountYen: yen(50_000_000) })] }, { ratios: null })).toEqual([]);
});

test('a bank in free text is flagged (R-U10)', () => {
  expect(warned({ guarantees: [buildPrepayment({ depository: { freeText: '〇〇銀行 ××支店' } })] })).toEqual([
    'depository-outside-the-register @ guarantees.0.depository',
  ]);
});

test('only the prepayment waits for the signing (R-B1)', () => {
  const contract = buildContract({ contractDateIs: 'planned' });
  expect(warned({ contract }, { holdPrepaymentUntilSigned: true })).toEqual([
    'prepayment-waits-for-signing @ guarantees.0.product',
  ]);
  expect(warned({ contract })).toEqual([]);
});
