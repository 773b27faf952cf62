/** What an administrator wants of the staff's rights, as it was typed: roles, delegations (代決) and connections (関係会社). */
import { textRefusals } from './api-keys.ts';
import { addMonths, type Day, readDay } from './dates.ts';
import { namedPerson } from './invitation.ts';
import { type StaffRole, staffRoles } from './people.ts';
import { type FieldRefusal, refuse } from './refusals.ts';
import type { StaffGrant } from './staff-grants.ts';
import { textProblem } from './text.ts';

export type Wished<Wish> = { readonly wish: Wish } | { readonly refusals: readonly FieldRefusal[] };

/** Roles that belong to no branch: what they keep is everybody's. */
export const rolesOfNoBranch: readonly StaffRole[] = ['register-keeper', 'administrator'];

/** So long at most an absent approver is replaced: who is away for longer gives the role to somebody else. */
export const longestDelegationMonths = 3;

export const longestReason = 400;

export interface TypedGrant {
  readonly role: string;
  /** Empty: every branch. */
  readonly branchId: string;
  readonly fromOn: string;
  /** Empty: no end. */
  readonly toOn: string;
}

/** As `typedGrant`, with the reason that the form asks for. */
export function grantWish(
  typed: TypedGrant & { readonly reason: string },
  branchIds: readonly string[],
  today: Day,
): Wished<StaffGrant & { readonly reason: string }> {
  const granted = typedGrant(typed, branchIds, today);
  const refusals = [...('refusals' in granted ? granted.refusals : []), ...reasonRefusals(typed.reason)];
  if ('refusals' in granted || refusals.length > 0) return { refusals };
  return { wish: { ...granted.wish, reason: typed.reason.trim() } };
}

/** The role as it is to be held, or everything that is wrong with it by field. Nothing begins in the past. */
export function typedGrant(typed: TypedGrant, branchIds: readonly string[], today: Day): Wished<StaffGrant> {
  const role = staffRoles.find((each) => each === typed.role);
  const branchId = branchIds.find((id) => id === typed.branchId) ?? null;
  const days = readDays(typed, today, { endIsNeeded: false });
  const refusals = [
    ...(role === undefined ? [refuse('field-must-be-given', 'role')] : []),
    ...(typed.branchId !== '' && branchId === null ? [refuse('field-must-have-the-right-shape', 'branchId')] : []),
    ...(role !== undefined && branchId !== null && rolesOfNoBranch.includes(role)
      ? [refuse('role-must-be-for-all-branches', 'branchId')]
      : []),
    ...days.refusals,
    ...(days.fromOn !== null && days.fromOn < today ? [refuse('first-day-must-not-be-past', 'fromOn')] : []),
  ];
  if (refusals.length > 0 || role === undefined || days.fromOn === null) return { refusals };
  return { wish: { role, branchId, fromOn: days.fromOn, toOn: days.toOn } };
}

export interface TypedStaffInvitation {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly branchId: string;
  readonly reason: string;
}

/** Whom to invite, with the first role from today on; or everything that is wrong with it by field. */
export function staffInvitationWish(typed: TypedStaffInvitation, branchIds: readonly string[], today: Day) {
  const person = namedPerson(typed);
  const granted = grantWish({ ...typed, fromOn: today, toOn: '' }, branchIds, today);
  const refusals = [...person.refusals, ...('refusals' in granted ? granted.refusals : [])];
  if (refusals.length > 0 || 'refusals' in granted) return { refusals };
  const { role, branchId, reason } = granted.wish;
  return { wish: { name: person.name, email: person.email, role, branchId, reason } };
}

export interface TypedDelegation {
  readonly approverId: string;
  readonly delegateId: string;
  readonly fromOn: string;
  readonly toOn: string;
  readonly reason: string;
}

export interface DelegationWish {
  readonly approverId: string;
  readonly delegateId: string;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly reason: string;
}

/** Who approves in whose place, from a day to a day; or everything that is wrong with it by field. */
export function delegationWish(typed: TypedDelegation, today: Day): Wished<DelegationWish> {
  const { approverId, delegateId } = typed;
  const { fromOn, toOn, ...days } = readDays(typed, today, { endIsNeeded: true });
  const refusals = [
    ...(approverId === '' ? [refuse('field-must-be-given', 'approverId')] : []),
    ...(delegateId === '' ? [refuse('field-must-be-given', 'delegateId')] : []),
    ...(delegateId !== '' && delegateId === approverId
      ? [refuse('delegate-must-be-another-person', 'delegateId')]
      : []),
    ...days.refusals,
    ...(fromOn !== null && fromOn < today ? [refuse('first-day-must-not-be-past', 'fromOn')] : []),
    ...(fromOn !== null && toOn !== null && toOn > addMonths(fromOn, longestDelegationMonths)
      ? [refuse('delegation-must-be-short', 'toOn')]
      : []),
    ...reasonRefusals(typed.reason),
  ];
  if (refusals.length > 0 || fromOn === null || toOn === null) return { refusals };
  return { wish: { approverId, delegateId, fromOn, toOn, reason: typed.reason.trim() } };
}

export interface TypedConnection {
  readonly contractorId: string;
  readonly fromOn: string;
  /** Empty: until it is ended. */
  readonly toOn: string;
  readonly reason: string;
}

export interface ConnectionWish {
  readonly contractorId: string;
  readonly fromOn: Day;
  readonly toOn: Day | null;
  readonly reason: string;
}

/** The connection with a contractor, which may have begun long ago; or everything that is wrong with it by field. */
export function connectionWish(typed: TypedConnection, today: Day): Wished<ConnectionWish> {
  const { fromOn, toOn, ...days } = readDays(typed, today, { endIsNeeded: false });
  const refusals = [
    ...(typed.contractorId === '' ? [refuse('field-must-be-given', 'contractorId')] : []),
    ...days.refusals,
    ...reasonRefusals(typed.reason),
  ];
  if (refusals.length > 0 || fromOn === null) return { refusals };
  return { wish: { contractorId: typed.contractorId, fromOn, toOn, reason: typed.reason.trim() } };
}

/** What is wrong with a reason that an act asks for. */
export function reasonRefusals(reason: string): FieldRefusal[] {
  const problem = textProblem(reason, { maxLength: longestReason, lines: true });
  if (problem === null) return [];
  return [refuse(problem === 'blank' ? 'reason-must-be-given' : textRefusals[problem], 'reason')];
}

/** The two days, both counted; an end that is over, or before the beginning, is none. */
function readDays(
  typed: { readonly fromOn: string; readonly toOn: string },
  today: Day,
  { endIsNeeded }: { readonly endIsNeeded: boolean },
) {
  const fromOn = readDay(typed.fromOn);
  const toOn = typed.toOn.trim() === '' ? null : readDay(typed.toOn);
  const endIsMissing = typed.toOn.trim() === '' && endIsNeeded;
  const endIsWrong = typed.toOn.trim() !== '' && toOn === null;
  const endsEarly = toOn !== null && (toOn < today || (fromOn !== null && toOn < fromOn));
  const refusals = [
    ...(fromOn === null ? [refuse('day-must-exist', 'fromOn')] : []),
    ...(endIsMissing ? [refuse('field-must-be-given', 'toOn')] : []),
    ...(endIsWrong ? [refuse('day-must-exist', 'toOn')] : []),
    ...(endsEarly ? [refuse('last-day-must-come-later', 'toOn')] : []),
  ];
  return { fromOn, toOn, refusals };
}
