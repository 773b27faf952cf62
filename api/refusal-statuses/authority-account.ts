/** The HTTP status of each refusal in domain/refusals/authority-account.ts. */
import type { authorityAccountRefusals } from '../../domain/refusals/authority-account.ts';

export const authorityAccountStatuses = {
  'network-must-be-the-authoritys': 403,
  'network-must-be-given': 422,
  'network-must-be-readable': 422,
  'network-must-be-narrow-enough': 422,
  'own-network-must-stay-inside': 422,
  'own-second-factor-must-be-set-up': 422,
  'last-second-factor-must-stay': 409,
  'start-code-must-match': 422,
  'passwords-must-be-alike': 422,
  'authority-name-must-be-free': 409,
  'department-name-must-be-free': 409,
  'department-must-be-empty': 409,
  'department-must-be-chosen': 422,
  'right-must-be-known': 422,
  'administrator-must-remain': 409,
  'handover-must-be-a-csv-of-ours': 422,
  'handover-must-fit-the-present': 409,
  'handover-must-be-open': 409,
  'handover-day-must-not-be-past': 422,
} as const satisfies Record<keyof typeof authorityAccountRefusals, number>;
