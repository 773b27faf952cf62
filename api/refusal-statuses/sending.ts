/** The HTTP status of each refusal in domain/refusals/sending.ts. */
import type { sendingRefusals } from '../../domain/refusals/sending.ts';

export const sendingStatuses = {
  'authority-must-allow-sending': 409,
  'submission-must-be-sent-once': 409,
  'submission-must-not-be-recorded-yet': 409,
  'sending-must-be-as-shown': 409,
} as const satisfies Record<keyof typeof sendingRefusals, number>;
