/** The HTTP status of each refusal in domain/refusals/talk.ts. */
import type { talkRefusals } from '../../domain/refusals/talk.ts';

export const talkStatuses = {
  'telephone-must-be-one': 422,
  'account-number-must-be-one': 422,
  'claim-must-be-printed-first': 503,
  'message-must-not-hold-the-key': 422,
  'correction-request-must-exist': 404,
  'guarantee-must-be-issued-for-correction': 409,
  'correction-field-must-be-on-the-certificate': 422,
  'correction-must-not-be-open-already': 409,
  'submission-must-not-be-ahead': 422,
  'submission-must-not-come-before-arrival': 422,
  'time-must-exist': 422,
} as const satisfies Record<keyof typeof talkRefusals, number>;
