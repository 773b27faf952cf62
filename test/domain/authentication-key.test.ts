import { randomBytes } from 'node:crypto';
import { format, inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import {
  AuthenticationKey,
  generateAuthenticationKey,
  isKey,
  keyAlphabet,
  keyGroups,
  keyLength,
  keyReading,
} from '../../domain/authentication-key.ts';

const sample = new AuthenticationKey('Z28YUE4J3Bux');

test('the alphabet has every letter and digit but the look-alikes', () => {
  const all = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  expect(keyAlphabet).toBe([...all].filter((character) => !'0O1lI'.includes(character)).join(''));
});

test('a key has at least 64 bits (R-K2)', () => {
  expect(keyLength * Math.log2(keyAlphabet.length)).toBeGreaterThan(69.9);
});

test('a new key has twelve characters of the alphabet', () => {
  for (let turn = 0; turn < 500; turn += 1) {
    const key = generateAuthenticationKey(randomBytes).reveal();
    expect(isKey(key)).toBe(true);
    expect([...key].every((character) => keyAlphabet.includes(character))).toBe(true);
  }
});

test('every byte value that is used leads to each character equally often', () => {
  // Each usable byte value equally often: an even source must give an even result.
  let next = 0;
  const everyByte = (count: number) => Uint8Array.from({ length: count }, () => next++ % 256);
  const counts = new Map<string, number>();
  // The 228 usable values fill 19 keys, in which each of the 57 characters stands 4 times.
  for (let turn = 0; turn < 19 * 4; turn += 1) {
    next = (turn * 12) % 228;
    for (const character of generateAuthenticationKey(everyByte).reveal()) {
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }
  }
  expect(counts.size).toBe(57);
  expect(new Set(counts.values())).toEqual(new Set([16]));
});

test('bytes that would favour some characters are thrown away', () => {
  const served = [new Uint8Array(12).fill(255), new Uint8Array(12).fill(228), new Uint8Array(12).fill(227)];
  const key = generateAuthenticationKey(() => served.shift() ?? new Uint8Array(0));
  expect(key.reveal()).toBe(keyAlphabet.charAt(227 % 57).repeat(12));
});

test('keys from the system generator are spread over the alphabet and never repeat', () => {
  const keys = Array.from({ length: 5_000 }, () => generateAuthenticationKey(randomBytes).reveal());
  expect(new Set(keys).size).toBe(keys.length);
  const counts = new Map<string, number>();
  for (const character of keys.join('')) counts.set(character, (counts.get(character) ?? 0) + 1);
  const expected = (keys.length * keyLength) / keyAlphabet.length;
  const chiSquared = [...keyAlphabet].reduce(
    (sum, character) => sum + ((counts.get(character) ?? 0) - expected) ** 2 / expected,
    0,
  );
  // 56 degrees of freedom: an even generator passes 140 less than once in a hundred million runs.
  expect(chiSquared).toBeLessThan(140);
});

test('a key prints masked, wherever it is put', () => {
  const printed = [
    String(sample),
    `${sample}`,
    JSON.stringify({ sample }),
    inspect(sample),
    inspect({ deep: { sample } }, { showHidden: true, depth: 9 }),
    format('%s %o %O %j', sample, sample, sample, sample),
    JSON.stringify(Object.entries(sample)),
    JSON.stringify(structuredClone({ ...sample })),
  ];
  for (const text of printed) expect(text).not.toMatch(/Z28Y|UE4J|3Bux/);
  expect(String(sample)).toBe('••••••••••••');
  expect(sample.reveal()).toBe('Z28YUE4J3Bux');
});

test('what is no key is refused without being repeated', () => {
  for (const text of ['', 'Z28YUE4J3Bu', 'Z28YUE4J3BuxA', 'Z28Y-UE4J-3B', 'ｚ28YUE4J3Bux']) {
    expect(() => new AuthenticationKey(text)).toThrow('not an authentication key');
  }
});

test('a key is shown in groups of four and read out in kana', () => {
  expect(keyGroups(sample).join(' ')).toBe('Z28Y UE4J 3Bux');
  expect(keyReading(sample)).toBe(
    '大文字ゼット・に・はち・大文字ワイ・大文字ユー・大文字イー・よん・大文字ジェー・さん・大文字ビー・小文字ユー・小文字エックス',
  );
});

test('every character of the alphabet has a reading of its own', () => {
  const readings = [...keyAlphabet].map((character) => keyReading(new AuthenticationKey(character.repeat(12))));
  expect(new Set(readings).size).toBe(keyAlphabet.length);
  for (const reading of readings) expect(reading).toMatch(/^[ぁ-んァ-ヶー大小文字・]+$/);
});
