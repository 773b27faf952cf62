/** The plan of the web fonts' pieces. */
import { expect, test } from '@jest/globals';
import { unicodeRange } from '../../../bin/font-pieces/cut.ts';
import { type PageCharacters, planPieces } from '../../../bin/font-pieces/plan.ts';

const page = (regular: string, bold: string, isFirst = false): PageCharacters => ({
  400: new Set(regular),
  700: new Set(bold),
  isFirst,
});

test('first pages need one piece of each weight', () => {
  const pieces = planPieces([page('契約', '金'), page('保証\n', '額', true), page('証書', '番', true)], ['誤', '契']);
  expect(pieces[400][0]?.slice(95)).toEqual([...'保証書']);
  expect(pieces[700][0]?.slice(95)).toEqual([...'額番']);
  expect(pieces[400][1]).toEqual([...'契約']);
  expect(pieces[400][2]?.[0]).toBe('誤');
});

test('no character stands in two pieces of a weight, and none is lost', () => {
  const many = Array.from({ length: 500 }, (_, n) => String.fromCodePoint(0x4e00 + n));
  const pieces = planPieces([page(many.slice(0, 200).join(''), ''), page('一', '', true)], many);
  for (const weight of [400, 700] as const) {
    const all = pieces[weight].flat();
    expect(new Set(all).size).toBe(all.length);
    expect(many.filter((each) => !all.includes(each))).toEqual([]);
    expect(Math.max(...pieces[weight].slice(1).map(({ length }) => length))).toBeLessThanOrEqual(80);
  }
});

test('a range is written as CSS writes it', () => {
  expect(unicodeRange([...'いあa b𠮷'])).toBe('U+20,U+61-62,U+3042,U+3044,U+20bb7');
});
