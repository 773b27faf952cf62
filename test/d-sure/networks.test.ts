/** Networks of an authority as its administrator types them. */
import { expect, test } from '@jest/globals';
import { networksHold, readNetworks } from '../../d-sure/networks.ts';
import type { RefusalName } from '../../domain/refusals.ts';

test('one a line or with commas, in any width; an address alone is a network of one', () => {
  expect(readNetworks('２０３.0.113.0/24\n2001:DB8::/48、198.51.100.7, 198.51.100.7')).toEqual([
    '203.0.113.0/24',
    '2001:db8::/48',
    '198.51.100.7/32',
  ]);
});

test.each<[string, RefusalName]>([
  ['', 'network-must-be-given'],
  ['town hall', 'network-must-be-readable'],
  ['203.0.113.0/33', 'network-must-be-readable'],
  ['203.0.113.300/24', 'network-must-be-readable'],
  ['0.0.0.0/0', 'network-must-be-narrow-enough'],
  ['2000::/3', 'network-must-be-narrow-enough'],
])('%j is refused as %s', (typed, refusal) => {
  expect(() => readNetworks(typed)).toThrow(expect.objectContaining({ refusal }));
});

test.each([
  ['203.0.113.9', true],
  ['::ffff:203.0.113.9', true],
  ['203.0.114.9', false],
  ['2001:db8:0:1::5', true],
  ['2001:db9::5', false],
  ['', false],
  ['unknown', false],
])('%s is inside: %s', (address, inside) => {
  expect(networksHold(['203.0.113.0/24', '2001:db8::/48'], address)).toBe(inside);
});
