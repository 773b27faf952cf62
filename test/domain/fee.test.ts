import { describe, expect, test } from '@jest/globals';
import { addDays, day } from '../../domain/dates.ts';
import { feeBasis, feeLines, guaranteeFee, rateText } from '../../domain/fee.ts';
import { type FeeTable, feeTableInForce, feeTableSchema } from '../../domain/fee-table.ts';
import { sampleFeeTable } from '../../domain/sample-fee-table.ts';
import { maxYen, yen } from '../../domain/yen.ts';

const from = day('2025-06-01');
const prepayment = (amount: number) =>
  guaranteeFee({ product: 'prepayment', amountYen: yen(amount), fromOn: from, toOn: from }, sampleFeeTable);
const contractGuarantee = (amount: number, days: number, table = sampleFeeTable) =>
  guaranteeFee(
    { product: 'contract-guarantee', amountYen: yen(amount), fromOn: from, toOn: addDays(from, days - 1) },
    table,
  );

describe('SAMPLE-1, the invented table', () => {
  test.each([
    [1_000_000, 3_000],
    [3_000_000, 9_000],
    [3_000_001, 9_000],
    [19_400_000, 38_500],
    [20_000_000, 39_400],
    [24_800_000, 46_600],
    [60_000_000, 94_400],
  ])('a prepayment of %i costs %i', (amount, fee) => {
    expect(prepayment(amount)).toBe(fee);
  });

  test('an increase from 20.0 to 24.8 million costs the difference of both fees', () => {
    expect(prepayment(24_800_000) - prepayment(20_000_000)).toBe(7_200);
  });

  test.each([
    [5_000_000, 89, 7_315],
    [5_000_000, 273, 22_438],
    [6_200_000, 273, 27_823],
  ])('a contract guarantee of %i for %i days costs %i', (amount, days, fee) => {
    expect(contractGuarantee(amount, days)).toBe(fee);
  });

  test('a midterm prepayment costs 0.10%', () => {
    const basis = { product: 'midterm-prepayment', amountYen: yen(9_700_000), fromOn: from, toOn: from } as const;
    expect(guaranteeFee(basis, sampleFeeTable)).toBe(9_700);
  });

  test('the largest amount is reckoned exactly', () => {
    // 9,000 + 15,400 + 60,000 + 0.1% of 999,949,999,999
    expect(prepayment(maxYen)).toBe(9_000 + 15_400 + 60_000 + 999_949_999);
    // 999,999,999,999 × 0.006 × 364 ÷ 365 = 5,983,561,643.8296…
    expect(contractGuarantee(maxYen, 364)).toBe(5_983_561_643);
  });

  test('its averages are near the published ones, so a unit error would show', () => {
    expect(prepayment(31_030_000) / 31_030_000).toBeCloseTo(0.00176, 3);
    expect(contractGuarantee(6_900_000, 290) / 6_900_000).toBeCloseTo(0.00478, 3);
  });

  test('it has the shape that the register asks for', () => {
    expect(feeTableSchema.parse(structuredClone(sampleFeeTable))).toEqual(sampleFeeTable);
  });
});

test('a larger amount never costs less', () => {
  let before = 0;
  for (let amount = 1; amount <= maxYen; amount = Math.floor(amount * 1.5) + 1) {
    expect(prepayment(amount)).toBeGreaterThanOrEqual(before);
    before = prepayment(amount);
  }
});

test('a fee by days counts from the contract day, planned or signed, to the end of the works', () => {
  const terms = { product: 'contract-guarantee', amountYen: yen(5_000_000) } as const;
  const basis = feeBasis(terms, { contractOn: day('2025-06-01'), worksToOn: day('2026-02-28') });
  expect(guaranteeFee(basis, sampleFeeTable)).toBe(22_438);
});

describe('a table says how it rounds and what is least', () => {
  const rounded = (mode: FeeTable['rounding']['mode'], unit: number, minimum = 0): FeeTable => ({
    ...sampleFeeTable,
    rounding: { mode, unitYen: yen(unit) },
    minimumYen: yen(minimum),
  });

  test.each([
    ['floor', 10, 7_310],
    ['half-up', 10, 7_320],
    ['ceil', 10, 7_320],
    ['floor', 100, 7_300],
    ['half-up', 100, 7_300],
    ['ceil', 1, 7_316],
  ] as const)('%s to %i yen gives %i', (mode, unit, fee) => {
    expect(contractGuarantee(5_000_000, 89, rounded(mode, unit))).toBe(fee);
  });

  test('no fee is below the minimum', () => {
    expect(contractGuarantee(10_000, 1, rounded('floor', 1, 1_000))).toBe(1_000);
  });

  test('one end of the period is left out where the table says so', () => {
    const table: FeeTable = {
      ...sampleFeeTable,
      products: {
        ...sampleFeeTable.products,
        'contract-guarantee': { shape: 'annual-rate-by-days', ratePpm: 6000, daysInYear: 365, bothEndsCounted: false },
      },
    };
    expect(contractGuarantee(5_000_000, 90, table)).toBe(7_315);
  });
});

test('a statement shows each band with its part of the amount', () => {
  const lines = feeLines(
    { product: 'prepayment', amountYen: yen(20_000_000), fromOn: from, toOn: from },
    sampleFeeTable,
  );
  expect(lines.map(({ portionYen, ratePpm }) => [portionYen, rateText(ratePpm)])).toEqual([
    [3_000_000, '0.30%'],
    [7_000_000, '0.22%'],
    [10_000_000, '0.15%'],
  ]);
  const [line] = feeLines(
    { product: 'contract-guarantee', amountYen: yen(5_000_000), fromOn: from, toOn: from },
    sampleFeeTable,
  );
  expect(line).toEqual({ portionYen: 5_000_000, ratePpm: 6000, days: 1, daysInYear: 365 });
});

test.each([
  [3000, '0.30%'],
  [1765, '0.1765%'],
  [10_000, '1.00%'],
  [125_000, '12.50%'],
  [1_250, '0.125%'],
])('%i millionths are %s', (ratePpm, text) => {
  expect(rateText(ratePpm)).toBe(text);
});

test('the table in force is the latest that has begun and not ended', () => {
  const table = (version: string, fromOn: string, toOn: string | null): FeeTable => ({
    ...sampleFeeTable,
    version,
    effectiveFromOn: day(fromOn),
    effectiveToOn: toOn === null ? null : day(toOn),
  });
  const tables = [
    table('A', '2020-04-01', null),
    table('B', '2026-04-01', '2026-09-30'),
    table('C', '2027-04-01', null),
  ];
  expect(feeTableInForce(tables, day('2020-03-31'))).toBeNull();
  expect(feeTableInForce(tables, day('2026-03-31'))?.version).toBe('A');
  expect(feeTableInForce(tables, day('2026-04-01'))?.version).toBe('B');
  expect(feeTableInForce(tables, day('2026-09-30'))?.version).toBe('B');
  expect(feeTableInForce(tables, day('2026-10-01'))?.version).toBe('A');
});

test.each([
  [
    'bands that fall',
    [
      { upToYen: 5, ratePpm: 1 },
      { upToYen: 4, ratePpm: 1 },
      { upToYen: null, ratePpm: 1 },
    ],
  ],
  ['no last band', [{ upToYen: 5, ratePpm: 1 }]],
  [
    'an end in the middle',
    [
      { upToYen: null, ratePpm: 1 },
      { upToYen: null, ratePpm: 1 },
    ],
  ],
  ['a rate that is no whole number', [{ upToYen: null, ratePpm: 0.5 }]],
])('a table with %s is no fee table', (_what, bands) => {
  const products = { ...sampleFeeTable.products, prepayment: { shape: 'tiered-by-amount', bands } };
  expect(feeTableSchema.safeParse({ ...sampleFeeTable, products }).success).toBe(false);
});
