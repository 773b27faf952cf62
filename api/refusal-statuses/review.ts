/** The HTTP status of each refusal in domain/refusals/review.ts. */
import type { reviewRefusals } from '../../domain/refusals/review.ts';

export const reviewStatuses = {
  'case-must-not-be-held-by-another': 409,
  'case-must-be-under-review': 409,
  'case-must-be-held': 409,
  'stop-must-be-passed-with-a-reason': 422,
  'stop-must-be-passed-by-an-approver': 403,
} as const satisfies Record<keyof typeof reviewRefusals, number>;
