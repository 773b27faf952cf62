/** A fee table: rates approved for all customers of a class alike, with the days they are in force. Register data (R-F1). */
import { z } from 'zod';
import type { Day } from './dates.ts';
import { amountField, dayField } from './fields.ts';
import { roundingModes } from './rounding.ts';

const rate = z.int().min(0).max(1_000_000).meta({ description: 'Millionths of the amount: 3000 is 0.30%.' });

const tieredByAmount = z.strictObject({
  shape: z.literal('tiered-by-amount'),
  bands: z
    .array(
      z.strictObject({
        upToYen: amountField('The band ends with this amount; null: no end.').nullable(),
        ratePpm: rate,
      }),
    )
    .min(1)
    .refine(
      (bands) =>
        bands.every(({ upToYen }, index) => endsAfter(upToYen, bands[index - 1]?.upToYen, index === bands.length - 1)),
      {
        message: 'bands must rise, and only the last has no end',
      },
    ),
});

const annualRateByDays = z.strictObject({
  shape: z.literal('annual-rate-by-days'),
  ratePpm: rate,
  daysInYear: z.int().min(360).max(366),
  bothEndsCounted: z.boolean(),
});

const shape = z.discriminatedUnion('shape', [tieredByAmount, annualRateByDays]);
export type FeeShape = z.output<typeof shape>;

/** The shape of a fee table in the register. */
export const feeTableSchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFromOn: dayField('The first day the table is in force.'),
  effectiveToOn: dayField('The last day, or null while no end is known.').nullable(),
  rounding: z.strictObject({ mode: z.enum(roundingModes), unitYen: amountField('The fee is a multiple of this.') }),
  minimumYen: amountField('No fee is below this.', 0),
  products: z.strictObject({ prepayment: shape, 'midterm-prepayment': shape, 'contract-guarantee': shape }),
});
export type FeeTable = z.output<typeof feeTableSchema>;

/** The table in force on a day, or null. Where two are, the one that began later. */
export function feeTableInForce(tables: readonly FeeTable[], on: Day): FeeTable | null {
  const inForce = tables.filter(
    ({ effectiveFromOn, effectiveToOn }) => effectiveFromOn <= on && (effectiveToOn === null || on <= effectiveToOn),
  );
  return inForce.reduce<FeeTable | null>(
    (latest, table) => (latest === null || table.effectiveFromOn > latest.effectiveFromOn ? table : latest),
    null,
  );
}

function endsAfter(upToYen: number | null, previous: number | null | undefined, isLast: boolean): boolean {
  if (upToYen === null) return isLast;
  return !isLast && (previous === undefined || (previous !== null && upToYen > previous));
}
