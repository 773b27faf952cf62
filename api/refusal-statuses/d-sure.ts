/** The HTTP status of each refusal in domain/refusals/d-sure.ts. */
import type { dSureRefusals } from '../../domain/refusals/d-sure.ts';

export const dSureStatuses = {
  'posted-certificate-must-not-change': 409,
  'd-sure-must-accept-our-credentials': 502,
  'posted-digest-must-match-content': 422,
  'posted-certificate-must-match-address': 422,
  'posted-certificate-must-be-readable': 422,
  'posted-file-must-be-a-pdf': 422,
  'posted-number-must-be-free': 409,
  'posted-key-must-not-change': 409,
  'posted-key-must-have-the-right-form': 422,
  'certificate-must-open-with-number-and-key': 404,
  'revision-must-be-the-newest': 409,
  'notice-must-be-given': 422,
  'notice-must-be-a-pdf-or-picture': 422,
  'notice-must-be-small-enough': 422,
  'notice-must-hold-number-and-key': 422,
  'reason-must-not-hold-the-key': 422,
} as const satisfies Record<keyof typeof dSureRefusals, number>;
