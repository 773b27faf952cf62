/** The guarantee fee (保証料), in yen, by a versioned table. Exact: one sum over whole numbers, one rounding at the end. */
import type { ConstructionContract } from './construction-contract.ts';
import { type Day, daysBetween, daysInclusive } from './dates.ts';
import type { FeeShape, FeeTable } from './fee-table.ts';
import type { Product } from './product.ts';
import { divideToUnit } from './rounding.ts';
import { formatYen, type Yen, yen } from './yen.ts';

/** What a fee is reckoned from. */
export interface FeeBasis {
  readonly product: Product;
  readonly amountYen: Yen;
  readonly fromOn: Day;
  readonly toOn: Day;
}

/** One line of a fee statement: so much of the amount at this rate, for so many days where the rate is a year's. */
export interface FeeLine {
  readonly portionYen: Yen;
  readonly ratePpm: number;
  readonly days: number | null;
  readonly daysInYear: number | null;
}

/**
 * What the fee of this guarantee is reckoned from. The days count from the contract day, planned or signed, to the end
 * of the works.
 *
 * Source: R-F10, R-T3.
 */
export function feeBasis(
  { product, amountYen }: { readonly product: Product; readonly amountYen: Yen },
  { contractOn, worksToOn }: Pick<ConstructionContract, 'contractOn' | 'worksToOn'>,
): FeeBasis {
  return { product, amountYen, fromOn: contractOn, toOn: worksToOn };
}

/** The guarantee fee by this table, rounded once as the table says, and never below its minimum. Source: R-F10, R-F11. */
export function guaranteeFee(basis: FeeBasis, table: FeeTable): Yen {
  const lines = feeLines(basis, table);
  const daysInYear = BigInt(lines[0]?.daysInYear ?? 1);
  const sum = lines.reduce(
    (total, { portionYen, ratePpm, days }) => total + BigInt(portionYen) * BigInt(ratePpm) * BigInt(days ?? 1),
    0n,
  );
  const { unitYen, mode } = table.rounding;
  const fee = divideToUnit(sum, 1_000_000n * daysInYear, BigInt(unitYen), mode);
  return fee < BigInt(table.minimumYen) ? table.minimumYen : yen(fee);
}

/** The lines whose sum is the fee before rounding, as a fee statement shows them. */
export function feeLines(basis: FeeBasis, table: FeeTable): readonly FeeLine[] {
  const shape: FeeShape = table.products[basis.product];
  if (shape.shape === 'tiered-by-amount') return tierLines(basis.amountYen, shape.bands);
  const days = shape.bothEndsCounted ? daysInclusive(basis.fromOn, basis.toOn) : daysBetween(basis.fromOn, basis.toOn);
  return [{ portionYen: basis.amountYen, ratePpm: shape.ratePpm, days, daysInYear: shape.daysInYear }];
}

/** Each band's rate holds for the part of the amount that lies in it. */
function tierLines(
  amountYen: Yen,
  bands: readonly { readonly upToYen: Yen | null; readonly ratePpm: number }[],
): readonly FeeLine[] {
  return bands.flatMap(({ upToYen, ratePpm }, index) => {
    const below = bands[index - 1]?.upToYen ?? 0;
    const portion = Math.min(amountYen, upToYen ?? amountYen) - below;
    return portion > 0 ? [{ portionYen: yen(portion), ratePpm, days: null, daysInYear: null }] : [];
  });
}

/** 0.30% for 3000 millionths: two decimals, or more where the rate has more. */
export function rateText(ratePpm: number): string {
  const whole = formatYen(yen(Math.floor(ratePpm / 10_000)));
  const decimals = String(ratePpm % 10_000)
    .padStart(4, '0')
    .replace(/0{1,2}$/, '');
  return `${whole}.${decimals}%`;
}
