/** What a new application takes from an earlier one: who, for whom, where to. What is of one contract alone is asked anew. Source: R-N7. */
import type { Application } from './application.ts';
import type { TypedApplication } from './application-form.ts';
import { typedApplication } from './typed-application.ts';

/** Amounts, days, numbers and evidence belong to one contract: copied by mistake they would print on a certificate. */
const ofOneContract: ReadonlySet<string> = new Set([
  'amountYen',
  'currentYearBaseYen',
  'currentYearBaseKind',
  'eligibilityCertifiedOn',
  'contractOn',
  'contractDateIs',
  'worksFromOn',
  'worksToOn',
  'noticeOn',
  'lowBid',
  'worksNumber',
  'procurementNumber',
  'specificationNumber',
  'electronicApprovalEvidence',
  'message',
]);

/** The fields that are copied, as the form shows them. */
export function copiedApplication(application: Application): TypedApplication {
  const copied = Object.entries(typedApplication(application));
  return Object.fromEntries(copied.filter(([name]) => !ofOneContract.has(name.split('.')[1] ?? '')));
}
