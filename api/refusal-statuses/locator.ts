/** The HTTP status of each refusal in domain/refusals/locator.ts. */
import type { locatorRefusals } from '../../domain/refusals/locator.ts';

export const locatorStatuses = {
  'locator-url-must-be-https': 422,
  'locator-url-must-hold-no-credentials': 422,
  'locator-url-must-be-new': 409,
  'locator-password-must-be-long-enough': 422,
  'locator-memo-must-not-hold-the-password': 422,
  'locator-must-be-as-shown': 409,
  'locator-password-must-be-readable': 409,
} as const satisfies Record<keyof typeof locatorRefusals, number>;
