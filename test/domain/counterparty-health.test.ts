/** What may be said of a counterparty that was asked: it answers, it does not, or nobody knows. */
import { expect, test } from '@jest/globals';
import { type Asked, healthOf } from '../../domain/counterparty-health.ts';

const now = new Date('2026-04-01T01:42:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const asked = (differs: Partial<Asked> = {}): Asked => ({
  askedAt: before(0.1),
  answeredAt: before(0.1),
  latencyMs: 12,
  failingSince: null,
  failedAt: null,
  failure: null,
  nextAt: before(-0.1),
  ...differs,
});

test.each<[string, Partial<Asked>, object]>([
  ['a good answer', {}, { state: 'answers', latencyMs: 12 }],
  [
    'a failure after good answers counts from the first one',
    { failingSince: before(30), failure: 'DSureSilent' },
    { state: 'does-not-answer', since: before(30), failure: 'DSureSilent' },
  ],
  ['an earlier failure does not', { failure: 'DSureSilent' }, { state: 'answers', latencyMs: 12 }],
  ['never asked', { askedAt: null, answeredAt: null }, { state: 'not-asked', minutes: null }],
  ['a worker that is a little late', { nextAt: before(0.9) }, { state: 'answers', latencyMs: 12 }],
  [
    'a good answer that nobody asked for anew',
    { askedAt: before(7.5), nextAt: before(7) },
    { state: 'not-asked', minutes: 7 },
  ],
  [
    'a failure that nobody asked for anew',
    { askedAt: before(7.5), nextAt: before(7), failingSince: before(9), failure: 'DSureSilent' },
    { state: 'not-asked', minutes: 7 },
  ],
])('%s', (_case, differs, health) => {
  expect(healthOf(asked(differs), now)).toEqual(health);
});
