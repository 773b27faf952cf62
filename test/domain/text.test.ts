import { expect, test } from '@jest/globals';
import { bankSearchKey, normaliseWidth, textProblem } from '../../domain/text.ts';

const line = { maxLength: 200, lines: false };

test('width does not matter where a bank is meant', () => {
  expect(normaliseWidth(' ﾄﾁｷﾞ　銀行　１２３ＡＢＣ ')).toBe('トチギ 銀行 123ABC');
});

test.each([
  ['〇〇銀行 ××支店', '〇〇銀行　××支店'],
  ['ﾄﾁｷﾞ銀行 ｳﾂﾉﾐﾔ支店', 'トチギ銀行ウツノミヤ支店'],
  ['とちぎ銀行', 'トチギ銀行'],
  ['株式会社 見本銀行 本店', '見本銀行本店'],
  ['㈱見本銀行本店', '見本銀行 本店'],
  ['ＡＢＣ銀行', 'abc銀行'],
])('%s and %s are one bank', (one, other) => {
  expect(bankSearchKey(one)).toBe(bankSearchKey(other));
});

test('different banks stay different', () => {
  expect(bankSearchKey('見本銀行 東支店')).not.toBe(bankSearchKey('見本銀行 西支店'));
});

test('a name of 200 characters is fine, whatever each of them is made of', () => {
  for (const character of ['あ', '髙', '𠮷', '葛\u{E0100}', 'か\u3099']) {
    expect(textProblem(character.repeat(200), line)).toBeNull();
    expect(textProblem(character.repeat(201), line)).toBe('too-long');
  }
  expect(textProblem(`あ${'\u0301'.repeat(2000)}`, line)).toBe('too-long');
});

test.each(['', ' ', '　', '\t'])('%j is blank', (text) => {
  expect(textProblem(text, line)).toBe('blank');
});

test.each([
  'a\u0000',
  'a\nb',
  'a\u0007b',
  'a\u0085b',
  '\uD800',
  'x\uDC00y',
  'a\u202Eb',
  'a\u061Cb',
  'a\u2066b',
  'a\uFFFEb',
  'a\u2028b',
  'a\uFEFFb',
])('%j cannot be printed as one line', (text) => {
  expect(textProblem(text, line)).toBe('unprintable');
});

test('a message may have lines', () => {
  expect(textProblem('一行目\r\n\t二行目', { maxLength: 1000, lines: true })).toBeNull();
  expect(textProblem('一行目\u0000', { maxLength: 1000, lines: true })).toBe('unprintable');
});
