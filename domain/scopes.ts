/** What an API key may do. The person behind it must hold the role as well: a key never gives more than its user has. */

import type { Role, StaffRole } from './people.ts';
import { type BranchLimit, branchesOf, type StaffGrant } from './staff-grants.ts';

export const scopes = ['contractor', 'reviewer', 'operator', 'auditor'] as const;
export type Scope = (typeof scopes)[number];

const staffRolesOf: Record<Exclude<Scope, 'contractor'>, readonly StaffRole[]> = {
  reviewer: ['reviewer', 'approver'],
  operator: ['operator'],
  /** Reads what staff read, and acts on nothing. */
  auditor: ['auditor'],
};

function rolesOf(scope: Scope): readonly Role[] {
  return scope === 'contractor' ? ['contractor'] : staffRolesOf[scope];
}

/** The scopes of a key that the person behind it still has a role for. */
export function heldScopes(given: readonly Scope[], roles: readonly Role[]): Scope[] {
  return given.filter((scope) => rolesOf(scope).some((role) => roles.includes(role)));
}

/** Who reads. A contractor's reader sees what is its own, staff see the cases of their branches. */
export interface Reader {
  /** The contractor on whose behalf the key was made; null for staff. */
  readonly contractorId: string | null;
  readonly staff: boolean;
  /** Of staff: the branches whose cases exist for them. */
  readonly branches: BranchLimit;
}

/** The reader that a person of this contractor is. */
export function contractorReader(contractorId: string): Reader {
  return { contractorId, staff: false, branches: [] };
}

/** The reader that staff are at these branches. */
export function staffReader(branches: BranchLimit): Reader {
  return { contractorId: null, staff: true, branches };
}

/** The reader that a key of these scopes is. Without the contractor's scope nothing is "one's own", whoever holds the key. */
export function readerOf(held: readonly Scope[], contractorId: string | null, grants: readonly StaffGrant[]): Reader {
  const roles = held.flatMap((scope) => (scope === 'contractor' ? [] : staffRolesOf[scope]));
  return {
    contractorId: held.includes('contractor') ? contractorId : null,
    staff: roles.length > 0,
    branches: branchesOf(grants, roles),
  };
}
