import { expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { byUrgency, isOverdue, wouldMissToday } from '../../domain/deadline-at-risk.ts';

const today = day('2026-04-01');
const earlier = day('2026-03-31');
const later = day('2026-04-02');

test.each([
  [today, null, true],
  [null, today, true],
  [earlier, later, false],
  [null, null, false],
  [earlier, earlier, false],
])('told to be issued on %s and due on %s: would miss today %s (R-I10)', (promisedOn, dueOn, misses) => {
  expect(wouldMissToday({ promisedOn, dueOn }, today)).toBe(misses);
});

test('what was due before today is overdue, and misses nothing of today', () => {
  expect(isOverdue({ promisedOn: null, dueOn: earlier }, today)).toBe(true);
  expect(isOverdue({ promisedOn: null, dueOn: today }, today)).toBe(false);
  expect(isOverdue({ promisedOn: null, dueOn: null }, today)).toBe(false);
});

test('first what would miss today, then the earlier deadline, then the more money', () => {
  const cases = [
    { name: 'no deadline, much money', promisedOn: null, dueOn: null, amountYen: 900 },
    { name: 'tomorrow', promisedOn: null, dueOn: later, amountYen: 1 },
    { name: 'overdue', promisedOn: null, dueOn: earlier, amountYen: 1 },
    { name: 'today, less', promisedOn: today, dueOn: null, amountYen: 5 },
    { name: 'today and due today', promisedOn: today, dueOn: today, amountYen: 1 },
    { name: 'no deadline, more money', promisedOn: null, dueOn: null, amountYen: 901 },
  ];
  expect([...cases].sort(byUrgency(today)).map(({ name }) => name)).toEqual([
    'today and due today',
    'today, less',
    'overdue',
    'tomorrow',
    'no deadline, more money',
    'no deadline, much money',
  ]);
});
