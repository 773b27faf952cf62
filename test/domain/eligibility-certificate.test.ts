import { describe, expect, test } from '@jest/globals';
import type { GuaranteeTerms } from '../../domain/application.ts';
import { applicationRefusals } from '../../domain/application-refusals.ts';
import { type Day, day } from '../../domain/dates.ts';
import { buildApplication, buildFacts, buildPrepayment } from './builders.ts';

const refused = (terms: GuaranteeTerms) =>
  applicationRefusals(buildApplication({ guarantees: [terms] }), buildFacts()).map(
    ({ name, field }) => `${name} @ ${field}`,
  );

describe('the authority’s eligibility certificate', () => {
  const product = 'midterm-prepayment';
  const at = 'guarantees.0.eligibilityCertifiedOn';

  test('comes before a midterm prepayment is applied for (R-P7)', () => {
    const certified = (eligibilityCertifiedOn: Day | null) =>
      refused(buildPrepayment({ product, eligibilityCertifiedOn }));
    expect(certified(null)).toEqual([`eligibility-certificate-must-be-given @ ${at}`]);
    expect(certified(day('2026-04-02'))).toEqual([`day-must-not-be-ahead @ ${at}`]);
    expect(certified(day('2026-04-01'))).toEqual([]);
  });

  test('is of no other guarantee', () => {
    const terms = buildPrepayment({ eligibilityCertifiedOn: day('2026-04-01') });
    expect(refused(terms)).toEqual([`eligibility-certificate-must-be-of-a-midterm-prepayment @ ${at}`]);
  });
});
