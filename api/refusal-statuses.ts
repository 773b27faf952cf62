/** The only place that knows the HTTP status of a refusal: one file an area, as in domain/refusals/. */
import type { RefusalName } from '../domain/refusals.ts';
import { applicationStatuses } from './refusal-statuses/application.ts';
import { authorityAccountStatuses } from './refusal-statuses/authority-account.ts';
import { bulkStatuses } from './refusal-statuses/bulk.ts';
import { caseStatuses } from './refusal-statuses/case.ts';
import { companyStatuses } from './refusal-statuses/company.ts';
import { dSureStatuses } from './refusal-statuses/d-sure.ts';
import { feesStatuses } from './refusal-statuses/fees.ts';
import { incidentStatuses } from './refusal-statuses/incident.ts';
import { locatorStatuses } from './refusal-statuses/locator.ts';
import { registersStatuses } from './refusal-statuses/registers.ts';
import { requestStatuses } from './refusal-statuses/request.ts';
import { reviewStatuses } from './refusal-statuses/review.ts';
import { sendingStatuses } from './refusal-statuses/sending.ts';
import { signInStatuses } from './refusal-statuses/sign-in.ts';
import { staffStatuses } from './refusal-statuses/staff.ts';
import { talkStatuses } from './refusal-statuses/talk.ts';

/** All else is a 500 that gives nothing away. Forget a name here and it does not compile. */
const statuses: Record<RefusalName, number> = {
  ...applicationStatuses,
  ...authorityAccountStatuses,
  ...bulkStatuses,
  ...caseStatuses,
  ...companyStatuses,
  ...dSureStatuses,
  ...feesStatuses,
  ...locatorStatuses,
  ...incidentStatuses,
  ...registersStatuses,
  ...requestStatuses,
  ...sendingStatuses,
  ...reviewStatuses,
  ...signInStatuses,
  ...staffStatuses,
  ...talkStatuses,
};

/** Every name. */
export const refusedNames = Object.keys(statuses) as readonly RefusalName[];

/** The HTTP status that a refusal is told with. */
export function statusOf(name: RefusalName): number {
  return statuses[name];
}
