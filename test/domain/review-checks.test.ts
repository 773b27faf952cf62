/** What a reviewer is shown beside an application, check by check; what stops an approval. */
import { expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { type ReviewFacts, reviewChecks, reviewFindings, type Severity, stopsOf } from '../../domain/review-checks.ts';
import { halfOf, halvedPeriod } from '../../domain/review-period.ts';
import { yen } from '../../domain/yen.ts';
import { buildContract, buildPrepayment } from './builders.ts';

const ratios = {
  prepaymentPermille: 400,
  midtermPrepaymentPermille: 200,
  prepaymentsTogetherPermille: 600,
  contractGuaranteePermille: 100,
  unitYen: yen(100_000),
  prepaymentCeilingYen: null,
};
const accepted = { verdict: 'yes', reason: '対応しています。', source: null } as const;

function facts(own: Partial<ReviewFacts> = {}): ReviewFacts {
  return {
    contract: buildContract({
      amountYen: yen(50_000_000),
      contractOn: day('2026-04-01'),
      worksFromOn: day('2026-04-02'),
      worksToOn: day('2026-12-25'),
      contractDateIs: 'signed',
      lowBid: false,
    }),
    terms: buildPrepayment({ product: 'prepayment', amountYen: yen(20_000_000) }),
    today: day('2026-04-02'),
    ratios,
    prepaymentGuaranteedYen: null,
    holdPrepaymentUntilSigned: false,
    acceptance: accepted,
    feeYen: yen(39_400),
    duplicates: [],
    minimumContractYen: null,
    midtermMinimumContractYen: null,
    midtermMinimumDays: null,
    outstandingYen: yen(0),
    limitYen: null,
    papers: 1,
    ...own,
  };
}
const all = (severity: Severity) => () => severity;
const wrong = (own: Partial<ReviewFacts>) =>
  reviewFindings(facts(own), all('warning'))
    .filter(({ outcome }) => outcome !== 'ok')
    .map(({ check }) => check);

test('an application in order is well in every check, and each check names its rule', () => {
  const findings = reviewFindings(facts(), all('stop'));
  expect(findings.map(({ check, outcome }) => [check, outcome])).toEqual(reviewChecks.map((check) => [check, 'ok']));
  for (const { sentence, rule } of findings) expect([sentence, rule]).not.toContain('');
});

const contract = (own: Partial<ReviewFacts['contract']>) => ({ contract: { ...facts().contract, ...own } });
const midterm = (own: Partial<ReviewFacts['terms']> = {}) =>
  buildPrepayment({
    product: 'midterm-prepayment',
    amountYen: yen(1_000_000),
    eligibilityCertifiedOn: day('2026-09-01'),
    ...own,
  });
const later = { today: day('2026-10-01'), prepaymentGuaranteedYen: yen(20_000_000) };

test.each<[string, Partial<ReviewFacts>, string]>([
  ['more than 40 %', { terms: buildPrepayment({ product: 'prepayment', amountYen: yen(20_000_001) }) }, 'ratio'],
  ['above the ceiling', { ratios: { ...ratios, prepaymentCeilingYen: yen(1) } }, 'ratio'],
  [
    'an authority that takes paper only',
    { acceptance: { verdict: 'no', reason: '紙です。', source: null } },
    'acceptance',
  ],
  [
    'an authority that is to be asked',
    { acceptance: { verdict: 'ask', reason: '確認。', source: null } },
    'acceptance',
  ],
  ['no fee table', { feeYen: null }, 'fee'],
  ['the same works applied for before', { duplicates: ['R-20260401-000001'] }, 'duplicate'],
  ['a low bid without ratios of its own', { ...contract({ lowBid: true }), ratios: null }, 'low-bid'],
  ['a contract below the authority’s minimum', { minimumContractYen: yen(50_000_001) }, 'minimum'],
  ['works that are over', { today: day('2026-12-26') }, 'period'],
  ['a planned day that has passed', contract({ contractDateIs: 'planned' }), 'period'],
  ['works over two fiscal years without a base', contract({ worksToOn: day('2027-04-01') }), 'period'],
  [
    'a base within one fiscal year',
    { terms: buildPrepayment({ product: 'prepayment', amountYen: yen(1), currentYearBaseYen: yen(50_000_000) }) },
    'period',
  ],
  [
    'a second year, whose budget has to be there first',
    {
      ...contract({ worksFromOn: day('2025-10-01') }),
      terms: buildPrepayment({ product: 'prepayment', amountYen: yen(1), currentYearBaseYen: yen(50_000_000) }),
    },
    'period',
  ],
  ['a limit that is passed', { outstandingYen: yen(80_000_001), limitYen: yen(100_000_000) }, 'exposure'],
  [
    'a bank outside the register',
    { terms: buildPrepayment({ product: 'prepayment', amountYen: yen(1), depository: { freeText: '某銀行' } }) },
    'depository',
  ],
  ['no papers', { papers: 0 }, 'papers'],
  [
    'a midterm prepayment before half of the period',
    { ...later, terms: midterm({ eligibilityCertifiedOn: day('2026-08-12') }) },
    'midterm',
  ],
  [
    'a midterm prepayment certified tomorrow',
    { ...later, terms: midterm({ eligibilityCertifiedOn: day('2026-10-02') }) },
    'midterm',
  ],
  ['a midterm prepayment without the first', { ...later, prepaymentGuaranteedYen: null, terms: midterm() }, 'midterm'],
  ['a midterm prepayment of works too short', { ...later, midtermMinimumDays: 269, terms: midterm() }, 'midterm'],
  [
    'a midterm prepayment of a contract too small',
    { ...later, midtermMinimumContractYen: yen(50_000_001), terms: midterm() },
    'minimum',
  ],
])('%s is found', (_what, own, check) => {
  expect(wrong(own)).toEqual([check]);
});

test('a finding weighs what the register says: left out, to be read, or a stop', () => {
  const none = facts({ papers: 0 });
  const weighed = (severity: Severity) => reviewFindings(none, (check) => (check === 'papers' ? severity : 'off'));
  expect(weighed('off')).toEqual([]);
  expect(stopsOf(weighed('warning'))).toEqual([]);
  expect(stopsOf(weighed('stop'))).toEqual(['papers']);
});

test('half of a period has passed on its middle day, the first day counted', () => {
  expect(halfOf(day('2025-06-01'), day('2026-02-28'))).toEqual({ days: 273, halfOn: '2025-10-15' });
});

test('in works over several years a midterm prepayment waits for half of its own year (R-A6)', () => {
  const works = { worksFromOn: day('2025-06-01'), worksToOn: day('2027-05-31') };
  const base = { currentYearBaseYen: yen(20_000_000) };
  const of = (on: string, terms: { currentYearBaseYen: ReturnType<typeof yen> | null } = base) => {
    const { fromOn, toOn } = halvedPeriod(works, terms, day(on));
    return [fromOn, toOn];
  };
  expect(of('2025-05-01')).toEqual(['2025-06-01', '2026-03-31']);
  expect(of('2026-03-31')).toEqual(['2025-06-01', '2026-03-31']);
  expect(of('2026-04-01')).toEqual(['2026-04-01', '2027-03-31']);
  expect(of('2027-05-01')).toEqual(['2027-04-01', '2027-05-31']);
  for (const [on, terms] of [
    ['2026-06-01', { currentYearBaseYen: null }],
    ['2027-06-01', base],
  ] as const)
    expect(of(on, terms)).toEqual(['2025-06-01', '2027-05-31']);

  const contractOfYears = { ...facts().contract, ...works };
  const isFound = (currentYearBaseYen: ReturnType<typeof yen> | null) =>
    wrong({
      contract: contractOfYears,
      today: day('2026-11-01'),
      prepaymentGuaranteedYen: yen(20_000_000),
      terms: midterm({ currentYearBaseYen, eligibilityCertifiedOn: day('2026-08-01') }),
    }).includes('midterm');
  // Half of all the works passed on 31 May, half of the fiscal year's on 30 September.
  expect([isFound(null), isFound(base.currentYearBaseYen)]).toEqual([false, true]);
});
