/** The HTTP status of each refusal in domain/refusals/incident.ts. */
import type { incidentRefusals } from '../../domain/refusals/incident.ts';

export const incidentStatuses = {
  'stored-certificate-must-be-corrected-by-revision': 409,
  'submission-address-must-come-from-the-register': 409,
} as const satisfies Record<keyof typeof incidentRefusals, number>;
