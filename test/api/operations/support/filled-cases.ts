/** Cases for the addresses of a review: one that the reviewer holds, one that another does. */
import { applyFor } from '../../net-desk/support/followed.ts';
import type { OpenOperations } from './operations.ts';
import { claimFor } from './under-review.ts';

/** Their ids. */
export async function fillCases(operations: OpenOperations): Promise<readonly string[]> {
  const reviewed = await applyFor(operations);
  await claimFor(operations, 'reviewer', reviewed.guaranteeId);
  const elsewhere = await applyFor(operations);
  await claimFor(operations, 'secondReviewer', elsewhere.guaranteeId);
  return [reviewed.guaranteeId, elsewhere.guaranteeId];
}
