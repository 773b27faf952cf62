/** Who sees which cases: the one place that knows. A contractor sees its own, staff see all, anyone else sees nothing. */
import type { Reader } from '../domain/scopes.ts';

const nobody = '00000000-0000-0000-0000-000000000000';

/** The condition on every row that has a contractor. What it hides does not exist for the reader. */
export function visibleTo({ staff, contractorId }: Reader): { contractorId?: string } {
  return staff ? {} : { contractorId: contractorId ?? nobody };
}

/** Whether the case is the reader's own: only then is the authentication key meant for them. */
export function isOwn({ contractorId }: Reader, row: { contractorId: string }): boolean {
  return contractorId !== null && contractorId === row.contractorId;
}
