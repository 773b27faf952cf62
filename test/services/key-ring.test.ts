/** The key ring: what is sealed opens only whole, in its own place, under its own key. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createKeyRing } from '../../services/key-ring.ts';

const named = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [older, newer] = [named('2025'), named('2026')];
const secret = Buffer.from('Z28YUE4J3Bux');
const context = 'authentication-key/one';

test('what is sealed opens again, and does not show what it holds', () => {
  const ring = createKeyRing(newer);
  const sealed = Buffer.from(ring.seal(secret, context));
  expect(Buffer.from(ring.open(sealed, context))).toEqual(secret);
  expect(sealed.includes(secret)).toBe(false);
});

test('the same bytes are sealed differently each time', () => {
  const ring = createKeyRing(newer);
  const sealed = Array.from({ length: 50 }, () => Buffer.from(ring.seal(secret, context)).toString('hex'));
  expect(new Set(sealed).size).toBe(50);
});

test('what belongs to one guarantee does not open in the place of another', () => {
  const ring = createKeyRing(newer);
  const sealed = ring.seal(secret, context);
  expect(() => ring.open(sealed, 'authentication-key/two')).toThrow();
});

test('a flipped bit anywhere is noticed', () => {
  const ring = createKeyRing(newer);
  const sealed = Buffer.from(ring.seal(secret, context));
  for (let at = 0; at < sealed.length; at++) {
    const flipped = Buffer.from(sealed);
    flipped[at] = (flipped[at] as number) ^ 1;
    expect(() => ring.open(flipped, context)).toThrow();
  }
});

test('what was cut short is noticed', () => {
  const ring = createKeyRing(newer);
  const sealed = ring.seal(secret, context);
  for (let length = 0; length < sealed.length; length++) {
    expect(() => ring.open(sealed.subarray(0, length), context)).toThrow();
  }
});

describe('a ring turned over', () => {
  const before = createKeyRing(older);
  const after = createKeyRing(`${newer},${older}`);

  test('still opens what the older key sealed, and seals under the newer one', () => {
    expect(Buffer.from(after.open(before.seal(secret, context), context))).toEqual(secret);
    expect(() => before.open(after.seal(secret, context), context)).toThrow('not in the ring');
  });

  test('opens nothing of a key that was taken out', () => {
    const alone = createKeyRing(newer);
    expect(() => alone.open(before.seal(secret, context), context)).toThrow('not in the ring');
  });
});

test('another key of the same name opens nothing', () => {
  const sealed = createKeyRing(named('2026')).seal(secret, context);
  expect(() => createKeyRing(named('2026')).open(sealed, context)).toThrow();
});

test.each([
  ['nothing', ''],
  ['a key without a name', randomBytes(32).toString('base64')],
  ['a short key', `2026:${randomBytes(16).toString('base64')}`],
  ['a name that is none', `no name:${randomBytes(32).toString('base64')}`],
])('a ring of %s is refused at once, and its words are not repeated', (_what, setting) => {
  const build = () => createKeyRing(setting);
  expect(build).toThrow('id:base64');
  for (const part of setting.split(':').filter(({ length }) => length > 8)) expect(build).not.toThrow(part);
});
