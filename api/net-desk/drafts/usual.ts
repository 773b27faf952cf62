/** What nearly every application says, filled in at the beginning; everything else is asked. */
import type { TypedApplication } from '../../../domain/application-form.ts';

export function usualApplication(contractorName: string): TypedApplication {
  return {
    'contract.kind': 'works',
    'contract.contractDateIs': 'signed',
    'contract.prepaymentPlanned': 'yes',
    'prepayment.form': 'electronic',
    'midterm-prepayment.form': 'electronic',
    'contract-guarantee.form': 'electronic',
    'prepayment.feeBilledTo': contractorName,
    'midterm-prepayment.feeBilledTo': contractorName,
    'contract-guarantee.feeBilledTo': contractorName,
    'delivery.completionMail': 'yes',
  };
}

/** The same without its ticks: what is copied says itself whether a box is ticked. */
export function usualWithoutTicks(contractorName: string): TypedApplication {
  return Object.fromEntries(Object.entries(usualApplication(contractorName)).filter(([, text]) => text !== 'yes'));
}
