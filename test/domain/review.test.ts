import { expect, test } from '@jest/globals';
import { products } from '../../domain/product.ts';
import {
  feeIsPassedAtOnce,
  isHeldUntilSigned,
  mayApproveSecond,
  mayReview,
  needsSecondApproval,
  stageAfterApproval,
} from '../../domain/review.ts';
import { mayBecome } from '../../domain/stages.ts';
import { yen } from '../../domain/yen.ts';

test("nobody who belongs to a contractor reviews that contractor's guarantees", () => {
  expect(mayReview({ contractorId: 'a', connectedWith: [] }, 'a')).toBe(false);
  expect(mayReview({ contractorId: 'b', connectedWith: [] }, 'a')).toBe(true);
  expect(mayReview({ contractorId: null, connectedWith: ['b'] }, 'a')).toBe(true);
  expect(mayReview({ contractorId: null, connectedWith: ['b', 'a'] }, 'a')).toBe(false);
});

test.each([
  [99_999_999, 100_000_000, false],
  [100_000_000, 100_000_000, false],
  [100_000_001, 100_000_000, true],
  [999_999_999_999, null, false],
])('%i with a limit of %p asks for a second approval: %p', (amount, limit, needed) => {
  const limitYen = limit === null ? null : yen(limit);
  expect(needsSecondApproval(yen(amount), limitYen)).toBe(needed);
  const next = stageAfterApproval(yen(amount), limitYen);
  expect(next).toBe(needed ? 'awaiting-second-approval' : 'awaiting-fee');
  expect(mayBecome('applied', next)).toBe(true);
});

test('the second approval is another person’s', () => {
  expect(mayApproveSecond('hanako', 'hanako')).toBe(false);
  expect(mayApproveSecond('hanako', 'jiro')).toBe(true);
});

test('a prepayment may be held until the contract is signed, a contract guarantee never (R-B1)', () => {
  const held = (contractDateIs: 'planned' | 'signed', holdPrepaymentUntilSigned: boolean) =>
    products.filter((product) => isHeldUntilSigned(product, { contractDateIs }, { holdPrepaymentUntilSigned }));
  expect(held('planned', true)).toEqual(['prepayment', 'midterm-prepayment']);
  expect(held('signed', true)).toEqual([]);
  expect(held('planned', false)).toEqual([]);
});

test('a fee billed with the month is not waited for (R-F6)', () => {
  expect(feeIsPassedAtOnce('monthly-batch')).toBe(true);
  expect(feeIsPassedAtOnce('per-case')).toBe(false);
});
