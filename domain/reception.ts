/** When a branch is open and what it takes in until when, as the register has it from a day on. Source: R-N3, R-N4. */
import type { TimeOfDay } from './clock-times.ts';

export interface Reception {
  readonly telephone: string;
  readonly opensAt: TimeOfDay;
  readonly closesAt: TimeOfDay;
  /** 1 for Monday to 7 for Sunday. */
  readonly weekdays: readonly number[];
  /** An application received by then is looked at on the same day. */
  readonly applicationsUntil: TimeOfDay;
  /** A fee paid by then is issued for on the same day. */
  readonly feesUntil: TimeOfDay;
  /** From receiving an application to its approval, at the fastest. */
  readonly reviewMinutes: number;
  /** Working days that a paper certificate travels by post. */
  readonly postWorkingDays: number;
}

/** What of a guarantee decides how long it takes. */
export interface Handling {
  readonly form: 'electronic' | 'paper';
  readonly feePayment: 'monthly-batch' | 'per-case';
  /** How a paper certificate is received (R-N9). */
  readonly paperReceipt: 'post' | 'branch' | null;
}

/** The working days between issue and the contractor's hands: none but for paper by post. */
export function travelWorkingDays({ form, paperReceipt }: Handling, { postWorkingDays }: Reception): number {
  return form === 'paper' && paperReceipt !== 'branch' ? postWorkingDays : 0;
}
