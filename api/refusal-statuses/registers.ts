/** The HTTP status of each refusal in domain/refusals/registers.ts. */
import type { registersRefusals } from '../../domain/refusals/registers.ts';

export const registersStatuses = {
  'register-must-exist': 404,
  'register-row-must-exist': 404,
  'register-row-must-be-new': 409,
  'register-row-must-be-as-it-was-read': 409,
  'register-row-must-be-removable': 409,
  'register-change-must-exist': 404,
  'register-change-must-change-something': 422,
  'referenced-row-must-exist': 422,
  'change-day-must-not-be-past': 422,
  'number-must-be-within-bounds': 422,
  'end-must-not-come-before-start': 422,
  'closing-must-come-after-opening': 422,
  'template-must-name-known-tokens': 422,
  'sending-on-behalf-is-by-mail': 422,
  'register-file-headings-must-be-ours': 422,
  'register-file-must-hold-rows': 422,
  'register-file-must-be-open': 409,
  'register-file-must-change-something': 422,
  'row-must-be-once': 422,
} as const satisfies Record<keyof typeof registersRefusals, number>;
