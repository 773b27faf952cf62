import { expect, test } from '@jest/globals';
import { AuthenticationKey, keyAlphabet, keyGroups } from '../../domain/authentication-key.ts';
import { keyHint, normaliseTypedKey } from '../../domain/typed-key.ts';

test.each([
  'Z28YUE4J3Bux',
  'Z28Y UE4J 3Bux',
  'Z28Y-UE4J-3Bux',
  ' Z28Y　UE4J　3Bux ',
  'Ｚ２８ＹＵＥ４Ｊ３Ｂｕｘ',
  'Z28Y－UE4J－3Bux',
  'Z28Yー UE4Jー3Bux',
  'Z28Y\u200BUE4J\t3Bux\n',
])('%j is typed for Z28YUE4J3Bux', (typed) => {
  expect(normaliseTypedKey(typed)).toBe('Z28YUE4J3Bux');
  expect(keyHint(typed)).toBeNull();
});

test('case stays, for it matters (R-K2)', () => {
  expect(normaliseTypedKey('z28yue4j3bUX')).toBe('z28yue4j3bUX');
});

test.each([
  ['Z28YUE4J3Bu', 'too-short', '11'],
  ['', 'too-short', '0'],
  ['Z28YUE4J3Buxx', 'too-long', '13'],
  ['Z28YUE4J3Bu0', 'look-alike', '数字の0'],
  ['Z28YUE4J3BuO', 'look-alike', 'オー'],
  ['Z28YUE4J3Bu1', 'look-alike', '数字の1'],
  ['Z28YUE4J3Bul', 'look-alike', 'エル'],
  ['Z28YUE4J3BuI', 'look-alike', 'アイ'],
  ['ぜっと28YUE4J3Bux', 'other-script', 'かな'],
  ['Z28YUE4J3Βux', 'other-script', '英字と数字'],
  ['Z28YUE4J3BUX', 'one-case', '小文字'],
  ['z28yue4j3bux', 'one-case', '大文字'],
])('%j is answered with the hint %s', (typed, name, words) => {
  const hint = keyHint(typed);
  expect(hint?.name).toBe(name);
  expect([...(hint?.sentences ?? []), hint?.values.typed].join('')).toContain(words);
});

test('a key typed in its groups is the key', () => {
  for (let turn = 0; turn < keyAlphabet.length; turn += 1) {
    const characters = Array.from({ length: 12 }, (_, index) => keyAlphabet.charAt((turn + index * 7) % 57)).join('');
    expect(normaliseTypedKey(keyGroups(new AuthenticationKey(characters)).join(' - '))).toBe(characters);
  }
});
