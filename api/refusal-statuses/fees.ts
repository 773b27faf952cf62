/** The HTTP status of each refusal in domain/refusals/fees.ts. */
import type { feesRefusals } from '../../domain/refusals/fees.ts';

export const feesStatuses = {
  'bank-file-must-be-given': 422,
  'bank-file-must-be-small-enough': 413,
  'bank-file-must-be-readable': 422,
  'bank-file-must-be-new': 409,
  'bank-file-must-be-of-transfers': 422,
  'bank-record-must-be-whole': 422,
  'bank-file-must-add-up': 422,
  'bank-file-must-hold-deposits': 422,
  'bank-sheet-headings-must-be-known': 422,
  'bank-row-must-hold-day-amount-and-payer': 422,
  'bank-file-must-exist': 404,
  'deposit-must-exist': 404,
  'deposit-must-be-open': 409,
  'deposit-must-not-be-a-cancellation': 409,
  'deposits-must-be-chosen': 422,
  'fees-must-be-chosen': 422,
  'fees-must-be-due': 409,
  'fees-must-make-up-the-deposit': 422,
  'bill-must-exist': 404,
  'month-must-be-over': 409,
} as const satisfies Record<keyof typeof feesRefusals, number>;
