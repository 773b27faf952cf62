/** The flow of the last hours as a table and as bars: what was applied for, issued and submitted in each. */
import type { Stage } from '../../domain/stages.ts';
import type { StageFlow } from '../../prisma/stage-totals.ts';

export const flowHours = 24;
const hourMs = 3_600_000;

/** The beginning of the first hour shown. */
export function flowFrom(now: Date): Date {
  return new Date(Math.floor(now.getTime() / hourMs) * hourMs - (flowHours - 1) * hourMs);
}

const series = {
  applied: ['applied'],
  issued: ['posted', 'dispatched'],
  submitted: ['submitted'],
} as const satisfies Record<string, readonly Stage[]>;

const [column, height, bar] = [30, 120, 8];

/** Each hour with its three numbers, and the bars in a picture of 24 columns; the highest bar is as high as the picture. */
export function flowOf(flow: readonly StageFlow[], now: Date) {
  const from = flowFrom(now).getTime();
  const entered = (at: number, stages: readonly Stage[]) =>
    flow
      .filter((row) => row.hourAt.getTime() === at && stages.includes(row.stage))
      .reduce((sum, row) => sum + row.entered, 0);
  const hours = Array.from({ length: flowHours }, (_, n) => {
    const at = from + n * hourMs;
    const hour = `${new Date(at + 9 * hourMs).getUTCHours()}`;
    const [applied, issued, submitted] = [series.applied, series.issued, series.submitted].map((one) =>
      entered(at, one),
    );
    return { hour, applied: applied ?? 0, issued: issued ?? 0, submitted: submitted ?? 0 };
  });
  const highest = Math.max(1, ...hours.flatMap(({ applied, issued, submitted }) => [applied, issued, submitted]));
  const bars = hours.flatMap(({ applied, issued, submitted }, n) =>
    Object.entries({ applied, issued, submitted }).map(([kind, count], place) => {
      const high = Math.round((count / highest) * height);
      return { kind, x: n * column + 2 + place * (bar + 1), y: height - high, width: bar, height: high };
    }),
  );
  const labels = hours.flatMap(({ hour }, n) => (n % 3 === 0 ? [{ hour, x: n * column + column / 2 }] : []));
  return { hours, bars, labels, highest };
}
