import { expect, test } from '@jest/globals';
import type { Day } from '../../domain/dates.ts';
import { changesDeadlines, type DeadlineFacts, openDeadlines } from '../../domain/deadlines.ts';
import { mayBecome, type Stage, stageNames } from '../../domain/stages.ts';

const facts: Omit<DeadlineFacts, 'stage'> = {
  submitBy: '2026-04-10' as Day,
  feeDueOn: '2026-04-03' as Day,
  endsOn: '2027-03-31' as Day,
};
const open = (stage: Stage, own: Partial<DeadlineFacts> = {}) =>
  Object.keys(openDeadlines({ ...facts, ...own, stage }));

test.each<[Stage, string[]]>([
  ['applied', ['submission-due']],
  ['awaiting-second-approval', ['submission-due']],
  ['returned', ['submission-due']],
  ['awaiting-fee', ['submission-due', 'fee-due']],
  ['issuing', ['submission-due']],
  ['posting', ['submission-due']],
  ['dispatching', ['submission-due']],
  ['posted', ['submission-due', 'guarantee-ending']],
  ['submitted', ['guarantee-ending']],
  ['dispatched', ['guarantee-ending']],
  ['declined', []],
  ['withdrawn', []],
  ['superseded', []],
])('at %s these stand open: %j', (stage, kinds) => {
  expect(open(stage)).toEqual(kinds);
});

test('no submission is due where the authority wants the key after the contract, no fee where none is billed', () => {
  expect(open('awaiting-fee', { submitBy: null, feeDueOn: null })).toEqual([]);
});

test('every move that changes a deadline is known as one', () => {
  const kinds = (stage: Stage) => open(stage).join();
  const moves = stageNames.flatMap((from) =>
    stageNames.filter((to) => mayBecome(from, to)).map((to) => [from, to] as const),
  );
  expect(moves.filter(([from, to]) => kinds(from) !== kinds(to) && !changesDeadlines(from, to))).toEqual([]);
});
