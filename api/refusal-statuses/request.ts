/** The HTTP status of each refusal in domain/refusals/request.ts. */
import type { requestRefusals } from '../../domain/refusals/request.ts';

export const requestStatuses = {
  'idempotency-key-must-not-be-reused': 409,
  'request-must-be-readable': 400,
  'request-must-be-small-enough': 413,
  'address-must-exist': 404,
  'cursor-must-be-one-of-ours': 400,
  'condition-must-be-readable': 422,
  'form-must-be-from-this-page': 403,
  'content-must-be-in-order': 422,
  'page-must-be-of-a-possible-size': 422,
  'api-key-must-be-valid': 401,
  'requests-must-be-few': 429,
  'scope-must-allow-this': 403,
  'method-must-be-allowed': 405,
  'media-type-must-be-json': 415,
  'idempotency-key-must-be-given': 400,
  'idempotency-key-must-be-printable': 400,
} as const satisfies Record<keyof typeof requestRefusals, number>;
