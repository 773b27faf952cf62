/** A role that a staff person holds: at one branch or at all, from a day on, to a day or until it is taken away. */
import type { Day } from './dates.ts';
import type { StaffRole } from './people.ts';

export interface StaffGrant {
  readonly role: StaffRole;
  /** null: every branch. */
  readonly branchId: string | null;
  /** Both days are counted. */
  readonly fromOn: Day;
  /** null: no end. */
  readonly toOn: Day | null;
  /** The absent approver whose role it is (代決); left out where it is the person's own. */
  readonly lentBy?: string;
}

/** The branches of which something holds: every one, or these. */
export type BranchLimit = 'all' | readonly string[];

/** Whether the grant holds on the day. */
export function isInForce({ fromOn, toOn }: Pick<StaffGrant, 'fromOn' | 'toOn'>, today: Day): boolean {
  return fromOn <= today && (toOn === null || today <= toOn);
}

/** The roles that these grants give at the branch. */
export function rolesAt(grants: readonly StaffGrant[], branchId: string): StaffRole[] {
  const held = grants.filter((grant) => grant.branchId === null || grant.branchId === branchId);
  return [...new Set(held.map(({ role }) => role))];
}

/** Where one of the roles is held. */
export function branchesOf(grants: readonly StaffGrant[], roles: readonly StaffRole[]): BranchLimit {
  const held = grants.filter(({ role }) => roles.includes(role));
  if (held.some(({ branchId }) => branchId === null)) return 'all';
  return [...new Set(held.flatMap(({ branchId }) => (branchId === null ? [] : [branchId])))].sort();
}

/** Whether the branch is one of these. */
export function includesBranch(limit: BranchLimit, branchId: string): boolean {
  return limit === 'all' || limit.includes(branchId);
}
