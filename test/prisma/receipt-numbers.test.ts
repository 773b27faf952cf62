/** Receipt numbers: each once, in an order that tells nobody how many there are. */
import { expect, test } from '@jest/globals';
import { shuffled } from '../../prisma/receipt-numbers.ts';

const counters = Array.from({ length: 5000 }, (_, index) => index + 1);
const numbers = counters.map((counter) => shuffled(counter, 'a secret'));

test('every counter has a number of its own, of six digits', () => {
  expect(new Set(numbers).size).toBe(counters.length);
  for (const number of numbers) expect(number >= 0 && number < 1_000_000).toBe(true);
});

test('numbers lie all over, rise as often as they fall, and are others under another secret', () => {
  expect(Math.max(...numbers)).toBeGreaterThan(900_000);
  const rises = numbers.filter((number, index) => number > (numbers[index - 1] ?? 0)).length / counters.length;
  expect(rises).toBeGreaterThan(0.45);
  expect(rises).toBeLessThan(0.55);
  expect(counters.slice(0, 5).map((counter) => shuffled(counter, 'another'))).not.toEqual(numbers.slice(0, 5));
});

test('the millionth of a day has none', () => {
  expect(() => shuffled(1_000_000, 'a secret')).toThrow(RangeError);
});
