/** The HTTP status of each refusal in domain/refusals/sign-in.ts. */
import type { signInRefusals } from '../../domain/refusals/sign-in.ts';

export const signInStatuses = {
  'tries-must-be-few': 429,
  'sign-in-must-match': 401,
  'password-must-not-be-personal': 422,
  'link-must-be-fresh': 404,
  'code-must-match': 422,
  'recovery-code-must-match': 422,
  'sign-in-must-begin-anew': 401,
  'second-factor-must-be-off': 409,
  'second-factor-must-be-on': 409,
  'second-factor-code-must-match': 422,
  'current-password-must-match': 422,
  'password-must-be-long-enough': 422,
  'password-must-not-be-common': 422,
  'passkey-must-match': 401,
  'passkey-must-be-made-anew': 422,
  'passkey-must-be-used': 403,
  'passkeys-must-be-few': 409,
} as const satisfies Record<keyof typeof signInRefusals, number>;
