/** The HTTP status of each refusal in domain/refusals/incident.ts. */
import type { incidentRefusals } from '../../domain/refusals/incident.ts';

export const incidentStatuses = {
  'stored-certificate-must-be-corrected-by-revision': 409,
  'submission-address-must-come-from-the-register': 409,
  'resolution-that-moves-money-must-be-approved-by-second-person': 409,
  'resolver-must-not-act-for-contractor': 403,
  'owner-must-be-staff': 422,
  'cause-must-exist': 404,
  'selection-must-hold-open-incidents': 409,
  'bulk-retry-must-have-a-reason': 422,
  'bulk-retry-must-exist': 404,
  'bulk-retry-must-allow-this': 409,
  'circuit-must-exist': 404,
  'circuit-must-not-be-closed': 409,
  'finding-must-exist': 404,
  'finding-must-be-open': 409,
} as const satisfies Record<keyof typeof incidentRefusals, number>;
