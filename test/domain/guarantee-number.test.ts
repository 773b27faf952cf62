import { expect, test } from '@jest/globals';
import { formatGuaranteeNumber, normaliseGuaranteeNumber, readGuaranteeNumber } from '../../domain/guarantee-number.ts';

test("the leaflet's number is the first of its series", () => {
  expect(formatGuaranteeNumber('31074', 1, 'M')).toBe('31074-00001M');
  expect(formatGuaranteeNumber('31074', 99_999, 'K')).toBe('31074-99999K');
  expect(formatGuaranteeNumber('9', 12, 'C', 3)).toBe('9-012C');
});

test('a series that is used up gives no number', () => {
  expect(() => formatGuaranteeNumber('31074', 100_000, 'M')).toThrow('used up');
  for (const counter of [0, -1, 1.5, Number.NaN]) {
    expect(() => formatGuaranteeNumber('31074', counter, 'M')).toThrow(RangeError);
  }
});

test.each([
  '31074-00001M',
  ' 31074-00001m ',
  '３１０７４－００００１Ｍ',
  '31074ー00001M',
  '31074‐00001M',
  '31074−00001Ｍ',
  '31074 - 00001 M',
  '31074—00001M',
])('%j is the number 31074-00001M', (typed) => {
  expect(normaliseGuaranteeNumber(typed)).toBe('31074-00001M');
  expect(readGuaranteeNumber(typed)).toBe('31074-00001M');
});

test('what fits no pattern is no number, and the pattern is a setting (R-K1)', () => {
  expect(readGuaranteeNumber('31074-0001M')).toBeNull();
  expect(readGuaranteeNumber('31074-00001')).toBeNull();
  expect(readGuaranteeNumber("31074-00001M' or 1=1")).toBeNull();
  expect(readGuaranteeNumber('ab-7', '^AB-[0-9]$')).toBe('AB-7');
});

test('two counters of a series never give one number', () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => formatGuaranteeNumber('31074', index + 1, 'M'));
  expect(new Set(numbers).size).toBe(numbers.length);
});
