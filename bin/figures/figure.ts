/** One measured figure: a value beside its baseline, taken in the same run, so that the machine cancels out. */

export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** What was measured beside it; null where the figure stands for itself. */
  readonly baseline: number | null;
  /** value ÷ baseline; the median of the rounds where there were several. */
  readonly ratio: number | null;
  /** What the ratio should be, or the value where there is no baseline: `≥ 0.8`, `≤ 1.1`; null where it is only reported. */
  readonly target: string | null;
  /** Null where there is no target. */
  readonly holds: boolean | null;
  /** Lowest and highest of the rounds: of the ratio, or of the value where there is no baseline. */
  readonly spread?: readonly [number, number];
}

/** One round: the value and the baseline that was measured beside it. */
export interface Pair {
  readonly value: number;
  readonly baseline: number;
}

/** The figure of several rounds, each with its own ratio. */
export function compared(name: string, unit: string, target: string, pairs: readonly Pair[]): Figure {
  const ratios = pairs.map(({ value, baseline }) => value / baseline);
  const ratio = median(ratios);
  return {
    name,
    unit,
    value: median(pairs.map(({ value }) => value)),
    baseline: median(pairs.map(({ baseline }) => baseline)),
    ratio,
    target,
    holds: holds(ratio, target),
    spread: range(ratios),
  };
}

/** A figure that is only reported, with what was measured beside it. */
export function besides(name: string, unit: string, { value, baseline }: Pair): Figure {
  return { name, unit, value, baseline, ratio: value / baseline, target: null, holds: null };
}

/** A figure without a baseline, of several rounds; with a target for its value, or none. */
export function reported(name: string, unit: string, target: string | null, values: readonly number[]): Figure {
  const value = median(values);
  const held = target === null ? null : holds(value, target);
  return { name, unit, value, baseline: null, ratio: null, target, holds: held, spread: range(values) };
}

/** Whether a number is within a target. */
export function holds(measured: number, target: string): boolean {
  const [, sign, limit] = /^([≥≤]) ([\d.]+)$/.exec(target) ?? [];
  if (limit === undefined) throw new RangeError('a target is written ≥ 0.8 or ≤ 1.1');
  return sign === '≥' ? measured >= Number(limit) : measured <= Number(limit);
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value below which this share of the values lies, between neighbours where it falls between them. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

function range(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
