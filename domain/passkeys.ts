/** What a person may call a passkey, and how many it may have. */

import { textRefusals } from './api-keys.ts';
import { Refusal } from './refusals.ts';
import { textProblem } from './text.ts';

/** So many passkeys a person may have on a portal: more than anybody has devices. */
export const mostPasskeys = 10;

/** Characters of a name. */
export const longestPasskeyName = 60;

/**
 * The name as it is kept.
 *
 * Refuses: `field-must-be-given`, `text-must-be-short-enough`, `text-must-be-printable`, in the field `name`.
 */
export function passkeyName(typed: string): string {
  const problem = textProblem(typed, { maxLength: longestPasskeyName, lines: false });
  if (problem !== null) throw new Refusal(textRefusals[problem], { field: 'name' });
  return typed.trim();
}
