import { expect, test } from '@jest/globals';
import type { RevisionKind } from '../../domain/guarantee.ts';
import { shownHistory } from '../../domain/history.ts';

const at = new Date('2026-04-03T03:00:00Z');

function shown(...kinds: readonly (RevisionKind | `${RevisionKind} on its way`)[]): number[] {
  const revisions = kinds.map((said, index) => ({
    number: index + 1,
    kind: said.replace(' on its way', '') as RevisionKind,
    arrivedAt: said.endsWith('on its way') ? null : at,
  }));
  return shownHistory(revisions).map(({ number }) => number);
}

test('the newest stands first', () => {
  expect(shown('new', 'amendment', 'amendment')).toEqual([3, 2, 1]);
});

test('what has not arrived is no history yet', () => {
  expect(shown('new on its way')).toEqual([]);
  expect(shown('new', 'amendment on its way')).toEqual([1]);
});

test('a corrected issuance is hidden; its correction stands in its place', () => {
  expect(shown('new', 'correction')).toEqual([2]);
  expect(shown('new', 'amendment', 'correction', 'correction')).toEqual([4, 1]);
});

test('a correction on its way hides nothing yet', () => {
  expect(shown('new', 'correction on its way')).toEqual([1]);
});

test('a cancelled amendment is hidden', () => {
  expect(shown('new', 'amendment', 'amendment-cancelled')).toEqual([3, 1]);
});

test('one that never arrived stands between no two', () => {
  expect(shown('new', 'amendment on its way', 'correction')).toEqual([3]);
});

test('a termination is shown with all before it', () => {
  expect(shown('new', 'amendment', 'termination')).toEqual([3, 2, 1]);
});
