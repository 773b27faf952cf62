/** One measured figure: a value beside its baseline, taken in the same run, so that the machine cancels out. */

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly baseline: number;
  /** value ÷ baseline; the median of the rounds where there were several. */
  readonly ratio: number;
  /** What the ratio should be: `≥ 0.8`, `≤ 1.1`; null where the figure is only reported. */
  readonly target: string | null;
  readonly holds: boolean;
  /** Lowest and highest ratio of the rounds. */
  readonly spread?: readonly [number, number];
}

/** Whether a ratio is within a target. */
export function holds(ratio: number, target: string): boolean {
  const [, sign, limit] = /^([≥≤]) ([\d.]+)$/.exec(target) ?? [];
  if (limit === undefined) throw new RangeError('a target is written ≥ 0.8 or ≤ 1.1');
  return sign === '≥' ? ratio >= Number(limit) : ratio <= Number(limit);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 1 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}
