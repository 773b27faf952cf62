/** What an API key may do. The person behind it must hold the role as well: a key never gives more than its user has. */

import type { Role } from './people.ts';

export const scopes = ['contractor', 'reviewer', 'operator'] as const;
export type Scope = (typeof scopes)[number];

const rolesOf: Record<Scope, readonly Role[]> = {
  contractor: ['contractor'],
  reviewer: ['reviewer', 'approver'],
  operator: ['operator'],
};

/** The scopes of a key that the person behind it still has a role for. */
export function heldScopes(given: readonly Scope[], roles: readonly Role[]): Scope[] {
  return given.filter((scope) => rolesOf[scope].some((role) => roles.includes(role)));
}

/** Who reads. A contractor's reader sees what is its own, staff see every case. */
export interface Reader {
  /** The contractor on whose behalf the key was made; null for staff. */
  readonly contractorId: string | null;
  readonly staff: boolean;
}

/** The reader that a key of these scopes is. Without the contractor's scope nothing is "one's own", whoever holds the key. */
export function readerOf(held: readonly Scope[], contractorId: string | null): Reader {
  return {
    contractorId: held.includes('contractor') ? contractorId : null,
    staff: held.includes('reviewer') || held.includes('operator'),
  };
}
