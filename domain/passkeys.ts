/** What a passkey is to its person and to its house, what it may be called, and how many a person may have. */

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

/** A passkey as its person sees it. */
export interface PasskeyRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** What the authenticator made. */
export interface NewPasskey {
  readonly name: string;
  readonly credentialId: string;
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly counter: number;
  readonly transports: readonly string[];
}

/** Whom a question was put to: a person who registers a passkey by this name, or nobody known who signs in. */
export interface AskedForPasskey {
  readonly userId: string | null;
  readonly name: string | null;
}
