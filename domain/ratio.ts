/** Amounts against the contract: the ratio a person is shown, and the bounds a procurement authority sets. */
import { divide, divideToUnit } from './rounding.ts';
import { type Yen, yen } from './yen.ts';

/** One authority's usual ratios, in thousandths, for a kind of works and for low bids apart. Register data. */
export interface AuthorityRatios {
  readonly prepaymentPermille: number;
  readonly midtermPrepaymentPermille: number;
  /** Prepayment and midterm prepayment together. */
  readonly prepaymentsTogetherPermille: number;
  readonly contractGuaranteePermille: number;
  /** A prepayment is rounded down to this. */
  readonly unitYen: Yen;
  readonly prepaymentCeilingYen: Yen | null;
}

/**
 * The amount's share of its base, to one decimal: 40.0%. The base is the contract amount, or the current fiscal year's
 * where that is given. Rounds half up, as people do; whether a bound is kept is never read from this text.
 *
 * Source: R-A1.
 */
export function ratioText(amountYen: Yen, baseYen: Yen): string {
  const tenths = divide(BigInt(amountYen) * 1000n, BigInt(baseYen), 'half-up');
  return `${tenths / 10n}.${tenths % 10n}%`;
}

/** The largest prepayment within the ratio, rounded down to the authority's unit. Source: R-A2. */
export function largestPrepayment(baseYen: Yen, ratioPermille: number, unitYen: Yen): Yen {
  return yen(divideToUnit(BigInt(baseYen) * BigInt(ratioPermille), 1000n, BigInt(unitYen), 'floor'));
}

/** The largest midterm prepayment: within its own ratio, and with the prepayment within the ratio of both. Source: section 3.1. */
export function largestMidtermPrepayment(baseYen: Yen, prepaymentYen: Yen, ratios: AuthorityRatios): Yen {
  const alone = largestPrepayment(baseYen, ratios.midtermPrepaymentPermille, ratios.unitYen);
  const together = largestPrepayment(baseYen, ratios.prepaymentsTogetherPermille, yen(1)) - prepaymentYen;
  const rest = largestPrepayment(yen(Math.max(0, together)), 1000, ratios.unitYen);
  return yen(Math.min(alone, rest));
}

/** The smallest contract guarantee of at least the ratio, rounded up to the unit (whole yen at least). Source: R-A3. */
export function smallestContractGuarantee(contractAmountYen: Yen, ratioPermille: number, unitYen: Yen = yen(1)): Yen {
  return yen(divideToUnit(BigInt(contractAmountYen) * BigInt(ratioPermille), 1000n, BigInt(unitYen), 'ceil'));
}
