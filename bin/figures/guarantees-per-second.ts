/** Figure: completed guarantees a second, HTTP in to posted and mailed, beside empty cases with the same calls and activities. */
import type { BenchStack } from './bench-stack.ts';
import type { Cases } from './cases.ts';
import { compared, type Figure, type Pair, percentile, reported } from './figure.ts';

export interface LoadRounds {
  readonly rounds: number;
  /** Cases carried through in each round. */
  readonly cases: number;
  readonly inFlight: number;
}

/** The rate, and how long the acceptance of an application took under that load. */
export async function guaranteesPerSecond(
  { service, empty }: BenchStack,
  { rounds, cases, inFlight }: LoadRounds,
  say: (sentence: string) => void,
): Promise<Figure[]> {
  const acceptMs: number[] = [];
  const warmUp = 3 * Math.min(cases, inFlight); // the engines compile what is called often: both sides are measured after that
  await carry(service, warmUp, inFlight, []);
  await carry(empty, warmUp, inFlight, []);
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    // Who goes first alternates, so that a machine that slows down favours nobody.
    const serviceFirst = round % 2 === 0;
    const first = serviceFirst
      ? await carry(service, cases, inFlight, acceptMs)
      : await carry(empty, cases, inFlight, []);
    const second = serviceFirst
      ? await carry(empty, cases, inFlight, [])
      : await carry(service, cases, inFlight, acceptMs);
    const [value, baseline] = serviceFirst ? [first, second] : [second, first];
    pairs.push({ value, baseline });
    say(`  round ${round + 1}: ${value.toFixed(2)} guarantees/s, ${baseline.toFixed(2)} empty cases/s`);
  }
  return [
    compared('guarantees-per-second', 'guarantees/s', '≥ 0.5', pairs),
    { ...reported('accept-latency-p50', 'ms', null, acceptMs), value: percentile(acceptMs, 0.5) },
    { ...reported('accept-latency-p99', 'ms', null, acceptMs), value: percentile(acceptMs, 0.99) },
  ];
}

/** Carries so many cases through, never more in flight; returns cases a second. */
export async function carry(cases: Cases, count: number, inFlight: number, acceptMs: number[]): Promise<number> {
  const since = performance.now();
  let started = 0;
  const slots = Array.from({ length: Math.min(inFlight, count) }, async () => {
    while (started < count) {
      started += 1;
      const appliedAt = performance.now();
      const id = await cases.apply();
      acceptMs.push(performance.now() - appliedAt);
      await cases.approve(id);
      await cases.cameTo(id, 'mailed', 50);
    }
  });
  await Promise.all(slots);
  return (count * 1_000) / (performance.now() - since);
}
