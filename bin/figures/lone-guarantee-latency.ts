/** Figure: one guarantee alone, from its approval to `posted`, beside an empty case alone. */
import type { BenchStack } from './bench-stack.ts';
import type { Cases } from './cases.ts';
import { compared, type Figure, type Pair } from './figure.ts';

/** So many of each first, unmeasured: the engines compile what is called often. */
const mostWarming = 15;

/** Each in turn, so that none is disturbed by another; `cases` of each. */
export async function loneGuaranteeLatency(
  { service, empty }: BenchStack,
  { cases }: { readonly cases: number },
): Promise<Figure> {
  for (let warming = 0; warming < Math.min(cases, mostWarming); warming++) {
    await approvalToPosted(service);
    await approvalToPosted(empty);
  }
  const pairs: Pair[] = [];
  while (pairs.length < cases) {
    pairs.push({ value: await approvalToPosted(service), baseline: await approvalToPosted(empty) });
  }
  return compared('lone-guarantee-latency', 'ms', '≤ 3', pairs);
}

async function approvalToPosted(cases: Cases): Promise<number> {
  const id = await cases.apply();
  const since = performance.now();
  const posted = cases.cameTo(id, 'posted', 2).then(() => performance.now() - since);
  await cases.approve(id);
  const milliseconds = await posted;
  await cases.cameTo(id, 'mailed', 20);
  return milliseconds;
}
