import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import { canonicalJson } from '../../domain/canonical-json.ts';

describe('the examples of RFC 8785', () => {
  test('section 3.2.2 and 3.2.3: primitives, strings and sorted names', () => {
    const input = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalJson(input)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test('section 3.2.3: names sort by UTF-16 code units', () => {
    const input = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(canonicalJson(input)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [0.000001, '0.000001'],
    [333333333.3333332, '333333333.3333332'],
  ])('appendix B: the number %d', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });
});

test('the order in which a value was built does not matter', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [1, { c: 2, d: 1 }] }));
});

test('a plain object of another realm is a plain object', () => {
  expect(canonicalJson(runInNewContext('({ a: [1] })'))).toBe('{"a":[1]}');
});

test('what JSON cannot say is never digested', () => {
  for (const value of [
    undefined,
    { a: undefined },
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    () => 1,
    Symbol('x'),
    new Date(0),
    new Map(),
    '\uD800',
    { '\uDC00': 1 },
    [undefined],
    Array(1),
  ]) {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  }
});

test('it says the same as the published implementation, and JSON reads it back', () => {
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const text = () =>
    Array.from({ length: next(6) }, () =>
      String.fromCodePoint([0x41, 0x0a, 0x22, 0x3042, 0x20bb7, 0x7f, 0xfb33, 0x1f][next(8)] ?? 65),
    ).join('');
  const value = (depth: number): unknown => {
    const kind = next(depth > 3 ? 4 : 6);
    if (kind === 0) return null;
    if (kind === 1) return next(2) === 0;
    if (kind === 2) return (next(2_000_000) - 1_000_000) / ([1, 7, 1e9, 1e-9][next(4)] ?? 1);
    if (kind === 3) return text();
    if (kind === 4) return Array.from({ length: next(5) }, () => value(depth + 1));
    return Object.fromEntries(Array.from({ length: next(6) }, () => [text(), value(depth + 1)]));
  };
  for (let turn = 0; turn < 500; turn += 1) {
    const one = value(0);
    const said = canonicalJson(one);
    expect(said).toBe(canonicalize(one));
    expect(canonicalJson(JSON.parse(said))).toBe(said);
  }
});
