/** SAMPLE-1: an INVENTED fee table for samples and tests. It is no company's rate; only its averages look like a real one's (R-F12). */
import { day } from './dates.ts';
import type { FeeTable } from './fee-table.ts';
import { yen } from './yen.ts';

export const sampleFeeTable: FeeTable = {
  version: 'SAMPLE-1',
  effectiveFromOn: day('2020-04-01'),
  effectiveToOn: null,
  rounding: { mode: 'floor', unitYen: yen(1) },
  minimumYen: yen(0),
  products: {
    prepayment: {
      shape: 'tiered-by-amount',
      bands: [
        { upToYen: yen(3_000_000), ratePpm: 3000 },
        { upToYen: yen(10_000_000), ratePpm: 2200 },
        { upToYen: yen(50_000_000), ratePpm: 1500 },
        { upToYen: null, ratePpm: 1000 },
      ],
    },
    'midterm-prepayment': { shape: 'tiered-by-amount', bands: [{ upToYen: null, ratePpm: 1000 }] },
    'contract-guarantee': { shape: 'annual-rate-by-days', ratePpm: 6000, daysInYear: 365, bothEndsCounted: true },
  },
};
