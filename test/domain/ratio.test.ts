import { describe, expect, test } from '@jest/globals';
import {
  type AuthorityRatios,
  largestMidtermPrepayment,
  largestPrepayment,
  ratioText,
  smallestContractGuarantee,
} from '../../domain/ratio.ts';
import { maxYen, yen } from '../../domain/yen.ts';

const hundredThousand = yen(100_000);
const usual: AuthorityRatios = {
  prepaymentPermille: 400,
  midtermPrepaymentPermille: 200,
  prepaymentsTogetherPermille: 600,
  contractGuaranteePermille: 100,
  unitYen: hundredThousand,
  prepaymentCeilingYen: null,
};
const lowBid: AuthorityRatios = {
  ...usual,
  prepaymentPermille: 200,
  midtermPrepaymentPermille: 100,
  prepaymentsTogetherPermille: 300,
  contractGuaranteePermille: 300,
};

test.each([
  [20_000_000, 50_000_000, '40.0%'],
  [5_000_000, 50_000_000, '10.0%'],
  [19_400_000, 48_730_000, '39.8%'],
  [18_000_000, 45_000_000, '40.0%'],
  [18_000_000, 120_000_000, '15.0%'],
  [1, 999_999_999_999, '0.0%'],
  [999_999_999_999, 999_999_999_999, '100.0%'],
  [999_999_999_999, 1, '99999999999900.0%'],
  [1, 2000, '0.1%'],
])('%i of %i is shown as %s', (amount, base, shown) => {
  expect(ratioText(yen(amount), yen(base))).toBe(shown);
});

describe('bounds of the worked examples', () => {
  const contract = yen(48_730_000);

  test('example 2: a contract of 48,730,000', () => {
    expect(largestPrepayment(contract, 400, yen(1))).toBe(19_492_000);
    expect(largestPrepayment(contract, 400, hundredThousand)).toBe(19_400_000);
    expect(smallestContractGuarantee(contract, 100)).toBe(4_873_000);
    expect(largestMidtermPrepayment(contract, yen(19_400_000), usual)).toBe(9_700_000);
    expect(largestPrepayment(contract, 600, yen(1))).toBe(29_238_000);
  });

  test('example 3: the same as a low bid', () => {
    expect(largestPrepayment(contract, lowBid.prepaymentPermille, hundredThousand)).toBe(9_700_000);
    expect(largestMidtermPrepayment(contract, yen(9_700_000), lowBid)).toBe(4_800_000);
    expect(smallestContractGuarantee(contract, lowBid.contractGuaranteePermille)).toBe(14_619_000);
  });

  test('example 4: an increase to 62,000,000', () => {
    expect(largestPrepayment(yen(62_000_000), 400, hundredThousand)).toBe(24_800_000);
    expect(smallestContractGuarantee(yen(62_000_000), 100)).toBe(6_200_000);
  });

  test('example 5: what a decrease to 38,000,000 leaves', () => {
    expect(20_000_000 - largestPrepayment(yen(38_000_000), 500, yen(1))).toBe(1_000_000);
    expect(20_000_000 - largestPrepayment(yen(38_000_000), 400, yen(1))).toBe(4_800_000);
  });

  test('example 6: the current fiscal year is the base', () => {
    expect(largestPrepayment(yen(45_000_000), 400, hundredThousand)).toBe(18_000_000);
  });
});

test('a midterm prepayment leaves both together within their ratio, and is never negative', () => {
  expect(largestMidtermPrepayment(yen(50_000_000), yen(25_000_000), usual)).toBe(5_000_000);
  expect(largestMidtermPrepayment(yen(50_000_000), yen(40_000_000), usual)).toBe(0);
});

test('a prepayment is never above its ratio, a contract guarantee never below, and both are as near as the unit allows', () => {
  for (let amount = 1; amount <= maxYen; amount = amount * 3 + 1) {
    const base = BigInt(amount);
    const largest = BigInt(largestPrepayment(yen(amount), 400, hundredThousand));
    expect(largest * 1000n <= base * 400n && (largest + 100_000n) * 1000n > base * 400n).toBe(true);
    const smallest = BigInt(smallestContractGuarantee(yen(amount), 100));
    expect(smallest * 1000n >= base * 100n && (smallest - 1n) * 1000n < base * 100n).toBe(true);
  }
});
