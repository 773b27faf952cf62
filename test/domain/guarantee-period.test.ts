import { describe, expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { guaranteePeriod } from '../../domain/guarantee-period.ts';
import { yen } from '../../domain/yen.ts';

const contract = { contractOn: day('2025-06-01'), contractDateIs: 'signed', worksToOn: day('2027-02-28') } as const;
const asOf = day('2025-06-10');

test('a contract guarantee runs from the contract day to the end of the works (R-T3)', () => {
  const terms = { product: 'contract-guarantee', currentYearBaseYen: null } as const;
  expect(guaranteePeriod(terms, contract, asOf)).toEqual({ from: '2025-06-01', to: '2027-02-28' });
});

test('a planned contract day is not told as a fact (R-F0e)', () => {
  const terms = { product: 'contract-guarantee', currentYearBaseYen: null } as const;
  expect(guaranteePeriod(terms, { ...contract, contractDateIs: 'planned' }, asOf)).toEqual({
    from: null,
    to: '2027-02-28',
  });
});

describe.each(['prepayment', 'midterm-prepayment'] as const)('a %s', (product) => {
  const deadline = (currentYearBaseYen: number | null, on = asOf, own: Partial<typeof contract> | object = {}) =>
    guaranteePeriod(
      { product, currentYearBaseYen: currentYearBaseYen === null ? null : yen(currentYearBaseYen) },
      { ...contract, ...own },
      on,
    );

  test('has a deadline alone, the end of the works (R-T1, R-T2)', () => {
    expect(deadline(null)).toEqual({ from: null, to: '2027-02-28' });
  });

  test('ends with the fiscal year where its base is that year (R-T4)', () => {
    expect(deadline(45_000_000)).toEqual({ from: null, to: '2026-03-31' });
    expect(deadline(45_000_000, day('2026-03-31')).to).toBe('2026-03-31');
  });

  test('ends with the works in their last year', () => {
    expect(deadline(45_000_000, day('2026-04-01')).to).toBe('2027-02-28');
  });

  test('belongs to the year of a contract planned for April', () => {
    expect(
      deadline(45_000_000, day('2026-03-20'), { contractOn: day('2026-04-01'), worksToOn: day('2028-02-28') }).to,
    ).toBe('2027-03-31');
  });
});
