/** Amounts as pages show them: one guarantee's, and the sum of very many. */
import { expect, test } from '@jest/globals';
import { largeYenText, yenText } from '../../web/formats.ts';

test('the sum of very many guarantees is shown, although no single one may be as large', () => {
  expect(yenText('ja', 20_000_000)).toBe('20,000,000円');
  expect(yenText('en', 20_000_000n)).toBe('¥20,000,000');
  expect(yenText('ja', 3_000_000_000_000n)).toBe('3,000,000,000,000円');
});

test.each([
  [0, '0円', '¥0'],
  [99_999_999, '99,999,999円', '¥99,999,999'],
  [100_000_000, '100百万円', '¥100M'],
  [1_710_499_999, '1,710百万円', '¥1,710M'],
  [1_710_500_000n, '1,711百万円', '¥1,711M'],
])('%d yen where there is little room: in millions from a hundred million on, rounded', (amount, ja, en) => {
  expect([largeYenText('ja', amount), largeYenText('en', amount)]).toEqual([ja, en]);
});
