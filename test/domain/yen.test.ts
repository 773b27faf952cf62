import { expect, test } from '@jest/globals';
import { divide, divideToUnit } from '../../domain/rounding.ts';
import { formatYen, maxYen, readYen, yen, yenText } from '../../domain/yen.ts';

test.each([
  ['20000000', 20_000_000],
  ['20,000,000', 20_000_000],
  ['20,000,000円', 20_000_000],
  ['２０，０００，０００', 20_000_000],
  ['２０、０００、０００円', 20_000_000],
  ['¥5,000,000', 5_000_000],
  ['￥５，０００，０００', 5_000_000],
  [' 5 000 000 ', 5_000_000],
  ['0', 0],
  ['000100', 100],
  ['999,999,999,999', maxYen],
])('%j is read as %i yen', (typed, amount) => {
  expect(readYen(typed)).toBe(amount);
});

test.each([
  '',
  '円',
  '1.5',
  '-1',
  '−1',
  '1e6',
  '五百万',
  '500万',
  '1,000,000,000,000',
  '12円34',
  '¥¥5',
  'NaN',
  '9'.repeat(400),
])('%j is not guessed at', (typed) => {
  expect(readYen(typed)).toBeNull();
});

test('yen are whole and within bounds, or a programmer is told', () => {
  expect(yen(20_000_000n)).toBe(20_000_000);
  for (const amount of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, maxYen + 1, 10n ** 30n]) {
    expect(() => yen(amount)).toThrow(RangeError);
  }
});

test('yen are shown with commas, and read back as the same amount', () => {
  expect(formatYen(yen(20_000_000))).toBe('20,000,000');
  expect(yenText(yen(maxYen))).toBe('999,999,999,999円');
  for (let amount = 1; amount < maxYen; amount = amount * 7 + 3) expect(readYen(yenText(yen(amount)))).toBe(amount);
});

test.each([
  [7n, 2n, 'floor', 3n],
  [7n, 2n, 'ceil', 4n],
  [7n, 2n, 'half-up', 4n],
  [10n, 4n, 'half-up', 3n],
  [9n, 4n, 'half-up', 2n],
  [8n, 2n, 'ceil', 4n],
] as const)('%i divided by %i and rounded %s is %i', (numerator, denominator, mode, expected) => {
  expect(divide(numerator, denominator, mode)).toBe(expected);
});

test('a division to a unit rounds once', () => {
  // 149.6 rounded to 150 first would be rounded up to 200.
  expect(divideToUnit(1496n, 10n, 100n, 'half-up')).toBe(100n);
  expect(() => divide(1n, 0n, 'floor')).toThrow(RangeError);
  expect(() => divide(-1n, 2n, 'floor')).toThrow(RangeError);
});
