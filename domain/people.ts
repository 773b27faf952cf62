/** Who acts: people of a contractor, the surety's staff, or the service itself. */

/** What staff are, each by branch or for all of them. */
export const staffRoles = ['reviewer', 'approver', 'operator', 'register-keeper', 'auditor', 'administrator'] as const;
export type StaffRole = (typeof staffRoles)[number];

export const staffRoleNames: Record<StaffRole, string> = {
  reviewer: '審査担当者',
  approver: '承認者',
  operator: '運用担当者',
  'register-keeper': '登録簿担当者',
  auditor: '監査担当者',
  administrator: '管理者',
};

export const roles = ['contractor', ...staffRoles] as const;
export type Role = (typeof roles)[number];

export interface Actor {
  /** null: the service itself. */
  readonly userId: string | null;
  /** Those held where the case belongs: of staff, at the case's branch. */
  readonly roles: readonly Role[];
  /** The contractor that a person belongs to, or acts for. */
  readonly contractorId: string | null;
  /** Of staff: the contractors that the person is connected with (関係会社), whose cases somebody else decides. */
  readonly connectedWith: readonly string[];
  /** Approvers who are absent, in whose place the person approves at the case's branch (代決). */
  readonly actsFor: readonly AbsentApprover[];
}

export interface AbsentApprover {
  readonly userId: string;
  readonly connectedWith: readonly string[];
}

/** The service acting by itself: what an acceptance implies, what a new revision supersedes. */
export const theService: Actor = {
  userId: null,
  roles: [],
  contractorId: null,
  connectedWith: [],
  actsFor: [],
};

export function holds(actor: Actor, ...anyOf: readonly Role[]): boolean {
  return anyOf.some((role) => actor.roles.includes(role));
}
