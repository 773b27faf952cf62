/** What each role of the staff may do: the one place that knows. Who asks for a permission finds it here, or does not compile. */
import type { Actor, StaffRole } from './people.ts';
import { type BranchLimit, branchesOf, type StaffGrant } from './staff-grants.ts';

const everybody: readonly StaffRole[] = [
  'reviewer',
  'approver',
  'operator',
  'register-keeper',
  'auditor',
  'administrator',
];

/** A verb of the field each, and the roles that may. What is decided at a case counts the roles held at its branch. */
export const permissions = {
  /** The line as a whole: counts and money, never a name. */
  'see-overview': ['reviewer', 'approver', 'operator', 'auditor', 'administrator'],
  /** A case with all that belongs to it: papers, mails, messages. No staff ever see an authentication key. */
  'see-cases': ['reviewer', 'approver', 'operator', 'auditor'],
  /** Lists as CSV. */
  'export-cases': ['reviewer', 'approver', 'operator', 'auditor'],
  /** Claim, approve, return, decline, ask for a paper. */
  review: ['reviewer', 'approver'],
  /** Above the limit of one person's approval. */
  'approve-second': ['approver'],
  /** A stop of the register, with a reason (R-A4). */
  'pass-stops': ['approver'],
  /** Set who approves in an absent approver's place (代決). */
  'delegate-approval': ['approver', 'administrator'],
  'answer-contractors': ['reviewer', 'approver', 'operator'],
  /** What was abandoned, with a reason. */
  'withdraw-cases': ['reviewer', 'approver', 'operator'],
  'see-fees': ['reviewer', 'approver', 'operator', 'auditor'],
  'record-fees': ['reviewer', 'approver', 'operator'],
  /** That a paper certificate was sent or handed over. */
  'record-dispatch': ['reviewer', 'approver', 'operator'],
  'see-stuck': ['reviewer', 'approver', 'operator', 'auditor'],
  /** Retry and resolve, one or many. */
  'free-stuck': ['operator'],
  /** The second pair of eyes where a resolution moves money. */
  'approve-resolution': ['approver'],
  /** A counterparty's circuit, and stopping all issuance: of the whole house. */
  'switch-circuits': ['operator'],
  'see-registers': everybody,
  'keep-registers': ['register-keeper'],
  'read-audit': ['auditor', 'administrator'],
  /** Erase the words of an event by law. */
  'erase-words': ['administrator'],
  'see-users': ['administrator', 'auditor'],
  'keep-users': ['administrator'],
} as const satisfies Record<string, readonly StaffRole[]>;

export type Permission = keyof typeof permissions;

export function rolesThatMay(permission: Permission): readonly StaffRole[] {
  return permissions[permission];
}

/** What an approver's delegate has not: a right that was lent is not lent on. */
const neverLent: readonly Permission[] = ['delegate-approval'];

/** What moves the cases of every branch at once: held for all branches, or not at all. */
const ofTheWholeHouse: readonly Permission[] = ['switch-circuits'];

/** Where the grants allow it: 'all' branches, or these; none where the list is empty. */
export function whereAllowed(grants: readonly StaffGrant[], permission: Permission): BranchLimit {
  const held = neverLent.includes(permission) ? grants.filter(({ lentBy }) => lentBy === undefined) : grants;
  const where = branchesOf(held, permissions[permission]);
  return where !== 'all' && ofTheWholeHouse.includes(permission) ? [] : where;
}

/** Whether the grants allow it anywhere at all. */
export function isAllowed(grants: readonly StaffGrant[], permission: Permission): boolean {
  const where = whereAllowed(grants, permission);
  return where === 'all' || where.length > 0;
}

/** Whether the actor may at the case's branch: its roles are those held there. */
export function mayDo({ roles }: Pick<Actor, 'roles'>, permission: Permission): boolean {
  return rolesThatMay(permission).some((role) => roles.includes(role));
}
