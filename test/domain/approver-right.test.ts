/** Four eyes and 代決: who gives a second approval, and in whose place. */
import { expect, test } from '@jest/globals';
import { absentApprover, lenders, secondApproverRefusal } from '../../domain/approver-right.ts';
import type { Actor } from '../../domain/people.ts';

const facts = {
  stage: 'awaiting-second-approval',
  contractorId: 'firm',
  firstApprovedById: 'first',
  isStopped: false,
} as const;
const person = (userId: string, own: Partial<Actor> = {}): Actor => ({
  userId,
  roles: ['reviewer'],
  contractorId: null,
  connectedWith: [],
  actsFor: [],
  ...own,
});
const absent = (userId: string, connectedWith: string[] = []) => ({ userId, connectedWith });

test.each([
  ['an approver who did not give the first', person('a', { roles: ['approver'] }), null],
  ['an approver who gave the first', person('first', { roles: ['approver'] }), 'second-approver-must-differ'],
  ['a reviewer', person('r'), 'role-must-allow-this'],
  ['a delegate', person('d', { actsFor: [absent('a')] }), null],
  ['a delegate who gave the first', person('first', { actsFor: [absent('a')] }), 'second-approver-must-differ'],
  ['a delegate of who gave the first', person('d', { actsFor: [absent('first')] }), 'second-approver-must-differ'],
  ['a delegate of two, one of whom gave the first', person('d', { actsFor: [absent('first'), absent('a')] }), null],
  ['a delegate of who has no right here', person('d', { actsFor: [absent('a', ['firm'])] }), 'role-must-allow-this'],
])('%s', (_who, actor, refusal) => {
  expect(secondApproverRefusal(actor, facts)).toBe(refusal);
});

test('the approval says in whose place it is given; one’s own right comes first', () => {
  const delegate = person('d', { actsFor: [absent('first'), absent('a')] });
  expect(absentApprover(delegate, facts)).toBe('a');
  expect(absentApprover({ ...delegate, roles: ['approver'] }, facts)).toBeNull();
  expect(absentApprover(delegate, { ...facts, stage: 'applied' })).toBeNull();
  expect(absentApprover(delegate, { ...facts, stage: 'applied', isStopped: true })).toBe('first');
  expect(lenders(delegate, { ...facts, stage: 'applied' }).map(({ userId }) => userId)).toEqual(['first', 'a']);
});
