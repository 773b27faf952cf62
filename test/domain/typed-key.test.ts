import { expect, test } from '@jest/globals';
import { AuthenticationKey, keyAlphabet, keyGroups } from '../../domain/authentication-key.ts';
import { keyHint, keysIn, normaliseTypedKey } from '../../domain/typed-key.ts';

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

test.each([
  ['as it is', '認証キーはZ28YUE4J3Buxです', ['Z28YUE4J3Bux']],
  ['in groups, full-width', 'Ｚ２８Ｙ　－　ＵＥ４Ｊ　－　３Ｂｕｘ', ['Z28YUE4J3Bux']],
  ['in pairs', 'Z2・8Y・UE・4J・3B・ux', ['Z28YUE4J3Bux']],
  ['over two lines', 'Z28Y UE\n4J 3Bux', ['Z28YUE4J3Bux']],
  ['one by one', 'Z 2 8 Y U E 4 J 3 B u x', ['Z28YUE4J3Bux']],
  ['after another word', 'key Z28Y–UE4J–3Bux', ['Z28YUE4J3Bux']],
])('a key in a text is found %s', (_how, text, found) => expect(keysIn(text)).toEqual(expect.arrayContaining(found)));

test.each(['', '電話 028-000-0000', 'Z28Y、UE4J、3Bux', 'Z28YUE4J3Bu', 'Z28YUE4J3Bux9'])(
  'no key is seen in: %s',
  (text) => expect(keysIn(text)).toEqual([]),
);
