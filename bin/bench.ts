/** bin/bench: measures each figure beside its baseline, and prints a table, or JSON for programs. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { backlogCleared } from './figures/backlog-cleared.ts';
import { type BenchStack, withBenchStack } from './figures/bench-stack.ts';
import type { Figure } from './figures/figure.ts';
import { firstView } from './figures/first-view.ts';
import { guaranteesPerSecond } from './figures/guarantees-per-second.ts';
import { loneGuaranteeLatency } from './figures/lone-guarantee-latency.ts';
import { netDeskPages } from './figures/net-desk-pages.ts';
import { openStreams } from './figures/open-streams.ts';
import { pdfMemory, pdfService } from './figures/pdf-service.ts';
import { staffLists } from './figures/staff-lists.ts';
import { staffScreens } from './figures/staff-screens.ts';
import { startToFirstApplication } from './figures/start-to-first-application.ts';
import { table } from './figures/table.ts';
import { seconds } from './stack/steps.ts';

/** A measurement by the name of its main figure; some bring others along. */
interface Measurement {
  readonly name: string;
  readonly measure: (stack: () => BenchStack) => Promise<readonly Figure[]>;
  readonly needsStack: boolean;
}

const say = (sentence: string) => console.error(sentence);
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    cases: { type: 'string' },
    documents: { type: 'string' },
    guarantees: { type: 'string' },
    streams: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const rounds = (usual: number) => Number(values.rounds ?? usual);
const cases = (usual: number) => Number(values.cases ?? usual);
const documents = Number(values.documents ?? 5_000);
const guarantees = Number(values.guarantees ?? 100_000);
const staffGuarantees = Number(values.guarantees ?? 1_000_000);
const streams = Number(values.streams ?? 500);

const measurements: readonly Measurement[] = [
  {
    name: 'guarantees-per-second',
    measure: (stack) => guaranteesPerSecond(stack(), { rounds: rounds(3), cases: cases(100), inFlight: 50 }, say),
    needsStack: true,
  },
  {
    name: 'lone-guarantee-latency',
    measure: async (stack) => [await loneGuaranteeLatency(stack(), { cases: cases(30) })],
    needsStack: true,
  },
  {
    name: 'first-view',
    measure: (stack) => firstView(stack()),
    needsStack: true,
  },
  {
    name: 'open-streams',
    measure: (stack) => openStreams(stack(), { streams, cases: cases(20) }),
    needsStack: true,
  },
  {
    name: 'staff-screens',
    measure: (stack) => staffScreens(stack(), { streams: Math.min(streams, 30), cases: cases(20) }),
    needsStack: true,
  },
  {
    name: 'backlog-cleared',
    measure: (stack) => backlogCleared(stack(), { cases: cases(1_000), inFlight: 50 }, say),
    needsStack: true,
  },
  {
    name: 'net-desk-pages',
    measure: (stack) => netDeskPages(stack(), { guarantees }),
    needsStack: true,
  },
  {
    name: 'staff-lists',
    measure: () => staffLists({ guarantees: staffGuarantees, requests: cases(200) }, say),
    needsStack: false,
  },
  {
    name: 'start-to-first-application',
    measure: () => startToFirstApplication({ rounds: rounds(3) }),
    needsStack: false,
  },
  {
    name: 'pdf-service',
    measure: async () => [await pdfService({ rounds: rounds(15), roundMs: 2_000 })],
    needsStack: false,
  },
  {
    name: 'pdf-memory',
    measure: async () => [await pdfMemory([documents / 10, documents])],
    needsStack: false,
  },
];

const usage = `bin/bench [--only NAME] [--json] [--rounds N] [--cases N] [--documents N]
          [--guarantees N] [--streams N]
  --only       one of ${measurements.map(({ name }) => name).join(', ')}
  --json       only {figures, machine} on stdout
  --rounds     rounds of each comparison
  --cases      cases in a round
  --documents  documents after which memory is read the second time
  --guarantees guarantees that one contractor has at Net Desk (100,000), or all together in the staff's lists (1,000,000)
  --streams    event streams that are open at a time`;

process.exitCode = await main();

async function main(): Promise<number> {
  const chosen = measurements.filter(({ name }) => values.only === undefined || name === values.only);
  if (values.help || chosen.length === 0) {
    say(values.help ? usage : `There is no figure ${values.only}.\n${usage}`);
    return values.help ? 0 : 2;
  }
  const loadBefore = loadavg()[0];
  const figures: Figure[] = [];
  const [onStack, alone] = [chosen.filter((one) => one.needsStack), chosen.filter((one) => !one.needsStack)];
  try {
    if (onStack.length > 0) {
      await withBenchStack(say, async (stack) => {
        for (const one of onStack) figures.push(...(await tell(one, () => stack)));
      });
    }
    for (const one of alone) figures.push(...(await tell(one, noStack)));
  } catch (error) {
    say(`A figure could not be measured: ${(error as Error).stack}`);
    return 1;
  }
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    loadBefore,
  };
  console.log(values.json ? JSON.stringify({ figures, machine }, null, 2) : table(figures, machine));
  return 0;
}

async function tell({ name, measure }: Measurement, stack: () => BenchStack): Promise<readonly Figure[]> {
  const since = performance.now();
  say(`▸ ${name}`);
  const figures = await measure(stack);
  say(`✓ ${name} (${seconds(since)})`);
  return figures;
}

function noStack(): never {
  throw new Error('This measurement runs without a stack.');
}
