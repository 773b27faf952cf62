/** What may be wished of the staff's rights: days that run forward, roles where they belong, and a reason each time. */
import { describe, expect, test } from '@jest/globals';
import { connectionWish, delegationWish, grantWish } from '../../domain/staff-wishes.ts';

const today = '2026-04-10' as never;
const names = (wished: object) =>
  'refusals' in wished
    ? (wished.refusals as { name: string; field?: string }[]).map(({ name, field }) => `${field} ${name}`)
    : [];

describe('a role', () => {
  const typed = { role: 'reviewer', branchId: 'tochigi', fromOn: '2026-04-10', toOn: '', reason: '異動' };
  const wish = (own: Partial<typeof typed>) => names(grantWish({ ...typed, ...own }, ['tochigi'], today));

  test('as it is to be held', () => {
    expect(grantWish({ ...typed, toOn: '令和8年4月30日' }, ['tochigi'], today)).toEqual({
      wish: { role: 'reviewer', branchId: 'tochigi', fromOn: '2026-04-10', toOn: '2026-04-30', reason: '異動' },
    });
  });

  test.each([
    [{ role: 'contractor' }, 'role field-must-be-given'],
    [{ branchId: 'nowhere' }, 'branchId field-must-have-the-right-shape'],
    [{ role: 'administrator' }, 'branchId role-must-be-for-all-branches'],
    [{ fromOn: '2026-04-09' }, 'fromOn first-day-must-not-be-past'],
    [{ fromOn: 'いつか' }, 'fromOn day-must-exist'],
    [{ toOn: '2026-04-09' }, 'toOn last-day-must-come-later'],
    [{ fromOn: '2026-05-01', toOn: '2026-04-30' }, 'toOn last-day-must-come-later'],
    [{ toOn: '2026-02-30' }, 'toOn day-must-exist'],
    [{ reason: ' ' }, 'reason reason-must-be-given'],
    [{ reason: 'あ'.repeat(401) }, 'reason text-must-be-short-enough'],
  ])('%j: %s', (own, refusal) => {
    expect(wish(own)).toEqual([refusal]);
  });
});

describe('a delegation', () => {
  const typed = { approverId: 'a', delegateId: 'd', fromOn: '2026-04-10', toOn: '2026-04-20', reason: '休暇' };
  const wish = (own: Partial<typeof typed>) => names(delegationWish({ ...typed, ...own }, today));

  test.each([
    [{}, undefined],
    [{ delegateId: 'a' }, 'delegateId delegate-must-be-another-person'],
    [{ approverId: '' }, 'approverId field-must-be-given'],
    [{ toOn: '' }, 'toOn field-must-be-given'],
    [{ toOn: '2026-07-10' }, undefined],
    [{ toOn: '2026-07-11' }, 'toOn delegation-must-be-short'],
    [{ fromOn: '2026-04-01' }, 'fromOn first-day-must-not-be-past'],
    [{ reason: '' }, 'reason reason-must-be-given'],
  ])('%j: %s', (own, refusal) => {
    expect(wish(own)).toEqual(refusal === undefined ? [] : [refusal]);
  });
});

test('a connection may have begun long ago, and need not end', () => {
  const typed = { contractorId: 'c', fromOn: '1990-04-01', toOn: '', reason: '前職' };
  expect(names(connectionWish(typed, today))).toEqual([]);
  expect(names(connectionWish({ ...typed, contractorId: '', toOn: '2026-04-01' }, today))).toEqual([
    'contractorId field-must-be-given',
    'toOn last-day-must-come-later',
  ]);
});
