/** Whom an administrator asks into the company, as it was typed. */
import { textRefusals } from './api-keys.ts';
import { isMailAddress } from './fields.ts';
import { type FieldRefusal, refuse } from './refusals.ts';
import { type Right, rights } from './rights.ts';
import { textProblem } from './text.ts';

export interface InvitationWish {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly right: Right;
}

/** What was typed for it. */
export interface TypedInvitation {
  readonly name: string;
  readonly email: string;
  readonly right: string;
}

const longestName = 60;

/** The wish, or everything that is wrong with it by field. */
export function invitationWish(
  typed: TypedInvitation,
): { wish: InvitationWish } | { refusals: readonly FieldRefusal[] } {
  const { name, email, ...person } = namedPerson(typed);
  const right = rights.find((each) => each === typed.right);
  const refusals = [...person.refusals, ...(right === undefined ? [refuse('field-must-be-given', 'right')] : [])];
  if (refusals.length > 0 || right === undefined) return { refusals };
  return { wish: { name, email, right } };
}

/** The name and the address of somebody who is invited, and what is wrong with them. */
export function namedPerson(typed: Pick<TypedInvitation, 'name' | 'email'>) {
  const email = typed.email.normalize('NFKC').trim().toLowerCase();
  const problem = textProblem(typed.name, { maxLength: longestName, lines: false });
  const refusals = [
    ...(problem === null ? [] : [refuse(textRefusals[problem], 'name')]),
    ...(email === '' ? [refuse('field-must-be-given', 'email')] : []),
    ...(email !== '' && !isMailAddress(email) ? [refuse('mail-address-must-be-valid', 'email')] : []),
  ];
  return { name: typed.name.trim(), email, refusals };
}
