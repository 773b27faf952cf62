/** The HTTP statuses of refusals about the staff's people and rights: see ../refusal-statuses.ts. */
import type { staffRefusals } from '../../domain/refusals/staff.ts';

export const staffStatuses: Record<keyof typeof staffRefusals, number> = {
  'staff-person-must-exist': 404,
  'person-must-not-have-changed': 409,
  'staff-must-keep-an-administrator': 409,
  'role-must-not-be-held-already': 409,
  'role-must-be-for-all-branches': 422,
  'grant-must-exist': 404,
  'first-day-must-not-be-past': 422,
  'last-day-must-come-later': 422,
  'second-factor-must-be-reset-by-another': 409,
  'own-deactivation-must-be-by-another': 409,
  'delegate-must-be-another-person': 422,
  'delegate-must-be-a-reviewer': 422,
  'delegation-must-be-of-an-approver': 422,
  'delegation-must-be-of-oneself': 403,
  'delegation-must-be-short': 422,
  'delegation-must-not-overlap': 409,
  'delegation-must-exist': 404,
  'connection-must-exist': 404,
  'connection-must-be-new': 409,
  'connection-must-be-ended-by-another': 409,
  'contractor-must-be-known': 422,
};
