/** Exact division of whole numbers. Money never passes through floating point: a division says how it rounds. */

export const roundingModes = ['floor', 'ceil', 'half-up'] as const;
export type RoundingMode = (typeof roundingModes)[number];

/** numerator ÷ denominator as a whole number, rounded as told. Both are zero or more, the denominator at least one. */
export function divide(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (numerator < 0n || denominator <= 0n) throw new RangeError('only zero or more, divided by one or more');
  const floor = numerator / denominator;
  const rest = numerator % denominator;
  if (mode === 'ceil') return rest === 0n ? floor : floor + 1n;
  if (mode === 'half-up') return rest * 2n >= denominator ? floor + 1n : floor;
  return floor;
}

/** numerator ÷ denominator as a multiple of the unit, rounded once, as told. */
export function divideToUnit(numerator: bigint, denominator: bigint, unit: bigint, mode: RoundingMode): bigint {
  return divide(numerator, denominator * unit, mode) * unit;
}
