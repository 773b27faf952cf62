import { describe, expect, test } from '@jest/globals';
import {
  type BulkCounts,
  type BulkRetryState,
  lookAgainAfter,
  mayBeSent,
  outcomeOf,
  pauseAfter,
  stateBy,
  stateGoingOn,
} from '../../domain/bulk-retry.ts';

const counts = (own: Partial<BulkCounts>): BulkCounts => ({
  waiting: 0,
  sent: 0,
  fixed: 0,
  'still-stuck': 0,
  'new-cause': 0,
  'already-gone': 0,
  ...own,
});

describe('one first, then ten, then the rest', () => {
  test.each<[BulkRetryState, Partial<BulkCounts>, number]>([
    ['canary', { waiting: 300 }, 1],
    ['canary', { waiting: 299, sent: 1 }, 0],
    ['canary', { waiting: 299, fixed: 1 }, 10],
    ['canary', { waiting: 289, fixed: 1, sent: 10 }, 0],
    ['canary', { waiting: 289, fixed: 6, sent: 5 }, 0],
    ['canary', { waiting: 4, fixed: 1 }, 4],
    ['canary', { waiting: 299, 'already-gone': 1 }, 1],
    ['running', { waiting: 289, fixed: 11 }, 5],
    ['running', { waiting: 289, fixed: 11, sent: 48 }, 2],
    ['running', { waiting: 2, fixed: 11 }, 2],
    ['paused', { waiting: 289, fixed: 11 }, 0],
    ['previewed', { waiting: 300 }, 0],
    ['stopped-by-canary', { waiting: 300, 'still-stuck': 1 }, 0],
    ['cancelled', { waiting: 300 }, 0],
  ])('%s with %j may send %d', (state, own, size) => {
    expect(mayBeSent(state, counts(own), 300)).toBe(size);
  });
});

test.each<[BulkRetryState, Partial<BulkCounts>, BulkRetryState]>([
  ['canary', { waiting: 299, 'still-stuck': 1 }, 'stopped-by-canary'],
  ['canary', { waiting: 289, fixed: 9, 'new-cause': 1, sent: 1 }, 'stopped-by-canary'],
  ['canary', { waiting: 289, fixed: 11 }, 'running'],
  ['canary', { waiting: 299, fixed: 1 }, 'canary'],
  ['canary', { fixed: 5 }, 'done'],
  ['canary', { 'already-gone': 5 }, 'done'],
  ['running', { waiting: 200, fixed: 91, 'still-stuck': 9 }, 'running'],
  ['running', { waiting: 200, fixed: 15, 'still-stuck': 4 }, 'running'],
  ['running', { waiting: 200, fixed: 15, 'still-stuck': 3, 'new-cause': 2 }, 'stopped-by-failures'],
  ['running', { fixed: 299, 'still-stuck': 1 }, 'done'],
  ['running', { sent: 1, fixed: 299 }, 'running'],
  ['paused', { waiting: 1, 'still-stuck': 30 }, 'paused'],
  ['previewed', {}, 'previewed'],
])('%s with %j becomes %s', (state, own, next) => {
  expect(stateBy(state, counts(own))).toBe(next);
});

test('after a pause the canary is proved by what it fixed, whatever failed since', () => {
  expect(stateGoingOn(counts({ waiting: 200, fixed: 30, 'still-stuck': 3 }))).toBe('running');
  expect(stateGoingOn(counts({ waiting: 299, fixed: 1 }))).toBe('canary');
  expect(stateGoingOn(counts({ waiting: 300 }))).toBe('canary');
});

test('what was sent is no success: the tables tell what came of it', () => {
  const of = (command: 'accepted' | 'applied' | 'refused', incident: Parameters<typeof outcomeOf>[0]['incident']) =>
    outcomeOf({ command, refusal: command === 'refused' ? 'incident-must-be-open' : null, incident });
  expect(of('accepted', 'fixed')).toBeNull();
  expect(of('applied', 'retrying')).toBeNull();
  expect(of('applied', 'fixed')).toBe('fixed');
  expect(of('applied', 'open')).toBe('still-stuck');
  expect(of('applied', 'new-cause')).toBe('new-cause');
  expect(of('applied', 'resolved')).toBe('already-gone');
  expect(of('refused', 'fixed')).toBe('already-gone');
  expect(outcomeOf({ command: 'refused', refusal: 'role-must-allow-this', incident: 'open' })).toBe('still-stuck');
});

test('the pace is kept by the pause after a batch', () => {
  expect(pauseAfter(5, 300)).toBe(1000);
  expect(pauseAfter(1, 1)).toBe(60_000);
  expect([0, 60_000, 10_000_000].map(lookAgainAfter)).toEqual([500, 3000, 30_000]);
});
