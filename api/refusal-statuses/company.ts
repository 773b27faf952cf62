/** The HTTP status of each refusal in domain/refusals/company.ts. */
import type { companyRefusals } from '../../domain/refusals/company.ts';

export const companyStatuses = {
  'draft-must-exist': 404,
  'api-key-must-exist': 404,
  'api-keys-must-be-few': 409,
  'key-must-end-in-time': 422,
  'user-must-exist': 404,
  'person-must-be-new-to-the-company': 409,
  'person-must-be-reactivated': 409,
  'invitation-must-be-new': 409,
  'invitation-must-be-open': 404,
  'invitations-must-be-few': 429,
  'company-must-keep-an-administrator': 409,
  'drafts-must-be-few': 409,
  'saved-searches-must-be-few': 409,
  'mail-address-must-be-free': 409,
} as const satisfies Record<keyof typeof companyRefusals, number>;
