/** Who acts: people of a contractor, the surety's staff, or the service itself. */

export const roles = ['contractor', 'reviewer', 'approver', 'operator'] as const;
export type Role = (typeof roles)[number];

export interface Actor {
  /** null: the service itself. */
  readonly userId: string | null;
  readonly roles: readonly Role[];
  /** The contractor that a person belongs to, or acts for. */
  readonly contractorId: string | null;
}

/** The service acting by itself: what an acceptance implies, what a new revision supersedes. */
export const theService: Actor = { userId: null, roles: [], contractorId: null };

export function holds(actor: Actor, ...anyOf: readonly Role[]): boolean {
  return anyOf.some((role) => actor.roles.includes(role));
}
