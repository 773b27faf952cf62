/** What each role of the staff may do, said once more by role: a change of the table is a change here. */
import { describe, expect, test } from '@jest/globals';
import { staffRoles } from '../../domain/people.ts';
import { readerOf } from '../../domain/scopes.ts';
import { branchesOf, includesBranch, isInForce, rolesAt, type StaffGrant } from '../../domain/staff-grants.ts';
import {
  isAllowed,
  mayDo,
  type Permission,
  permissions,
  rolesThatMay,
  whereAllowed,
} from '../../domain/staff-rights.ts';

const always = { fromOn: '2026-04-01', toOn: null } as const;
const grant = (role: StaffGrant['role'], branchId: string | null = null): StaffGrant =>
  ({ role, branchId, ...always }) as StaffGrant;

test.each([
  ['auditor', ['free-stuck', 'review', 'record-fees', 'keep-users', 'keep-registers', 'switch-circuits']],
  ['administrator', ['review', 'approve-second', 'see-cases', 'record-fees', 'free-stuck']],
  ['reviewer', ['approve-second', 'free-stuck', 'keep-users', 'keep-registers', 'read-audit']],
  ['operator', ['review', 'approve-second', 'keep-users', 'keep-registers']],
  ['register-keeper', ['see-cases', 'review', 'keep-users', 'free-stuck', 'record-fees']],
  ['approver', ['keep-users', 'keep-registers', 'free-stuck', 'switch-circuits']],
] as const)('an %s may not %j', (role, forbidden) => {
  for (const permission of forbidden)
    expect([permission, isAllowed([grant(role)], permission)]).toEqual([permission, false]);
});

test('an auditor only looks: nothing that changes anything is an auditor’s', () => {
  const held = (Object.keys(permissions) as Permission[]).filter((name) => rolesThatMay(name).includes('auditor'));
  expect(held.filter((name) => !/^(see|read|export)-/.test(name))).toEqual([]);
});

test('every role may something, and every permission somebody has', () => {
  for (const role of staffRoles)
    expect(Object.values(permissions).some((roles) => (roles as readonly string[]).includes(role))).toBe(true);
  for (const roles of Object.values(permissions)) expect(roles.length).toBeGreaterThan(0);
});

describe('by branch', () => {
  const grants = [grant('reviewer', 'tochigi'), grant('auditor'), grant('reviewer', 'tokyo')];

  test('a permission holds where one of its roles is held', () => {
    expect(whereAllowed(grants, 'review')).toEqual(['tochigi', 'tokyo']);
    expect(whereAllowed(grants, 'see-cases')).toBe('all');
    expect(whereAllowed(grants, 'keep-users')).toEqual([]);
    expect(includesBranch(['tochigi'], 'tokyo')).toBe(false);
    expect(branchesOf([grant('reviewer', 'tochigi'), grant('reviewer')], ['reviewer'])).toBe('all');
  });

  test('at a case the roles of its branch count', () => {
    expect(rolesAt(grants, 'tochigi')).toEqual(['reviewer', 'auditor']);
    expect(rolesAt(grants, 'osaka')).toEqual(['auditor']);
    expect(mayDo({ roles: rolesAt(grants, 'osaka') }, 'review')).toBe(false);
  });

  test('a lent role is not lent on', () => {
    const lent = [{ ...grant('approver'), lentBy: 'absent' }];
    expect(isAllowed(lent, 'approve-second')).toBe(true);
    expect(isAllowed(lent, 'delegate-approval')).toBe(false);
    expect(isAllowed([grant('approver')], 'delegate-approval')).toBe(true);
  });

  test('a key sees the branches of the roles that its scopes stand for', () => {
    expect(readerOf(['reviewer'], null, grants)).toMatchObject({ staff: true, branches: ['tochigi', 'tokyo'] });
    expect(readerOf(['auditor'], null, grants)).toMatchObject({ staff: true, branches: 'all' });
    expect(readerOf([], null, grants)).toMatchObject({ staff: false, branches: [] });
  });
});

test.each([
  ['2026-03-31', false],
  ['2026-04-01', true],
  ['2026-04-30', true],
  ['2026-05-01', false],
])('a grant from 1 to 30 April on %s: %s', (today, holds) => {
  expect(isInForce({ fromOn: '2026-04-01', toOn: '2026-04-30' } as never, today as never)).toBe(holds);
});
