/** kill -9 of each part, and of all at once, in the middle of 20 cases: all end submitted, and nothing is doubled. */
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { identify, isRunning } from '../../bin/stack/process-identity.ts';
import { type CasesUnderWay, type CaseUnderWay, carryCases } from '../support/cases-under-way.ts';
import {
  callStart,
  killEverything,
  killPart,
  type LocalStack,
  openLocalStack,
  stackOf,
  untilItRuns,
} from '../support/local-stack.ts';
import { expectNothingDoubled } from '../support/nothing-doubled.ts';
import { until } from '../support/until.ts';

/** Shorter waits than a service needs: what failed is tried again, and swept up, sooner. */
const impatient = { EFFECT_FIRST_WAIT_MS: '100', SWEEP_EVERY_MS: '1000', RESPONSES_EVERY_MS: '1000' };
const count = 20;
/** These wait before their approval until the strike: whatever the machine's speed, it comes in the middle. */
const heldBack = 8;

let stack: LocalStack;
/** All that ever ran on this stack. */
const all: CaseUnderWay[] = [];

beforeAll(async () => {
  stack = await openLocalStack(impatient);
}, 120_000);

afterAll(() => stack?.close());

test('the worker is killed', async () => {
  await inTheMiddle(killWorker);
}, 200_000);

test('the api is killed, and its clients ask again with the same keys', async () => {
  const { repeats } = await inTheMiddle(() => killPart(stack, 'api'));
  expect(repeats()).toBeGreaterThan(0);
}, 200_000);

test('D-Sure is killed', async () => {
  await inTheMiddle(() => killPart(stack, 'dSure'));
}, 200_000);

test('every browser is killed', async () => {
  await inTheMiddle(killBrowsers);
}, 200_000);

test('Temporal is killed', async () => {
  await inTheMiddle(() => killPart(stack, 'temporal'));
}, 200_000);

test('everything is killed, bin/start too, and started again', async () => {
  const { repeats } = await inTheMiddle(powerCut);
  expect(repeats()).toBeGreaterThan(0);
}, 200_000);

/** Strikes when some cases are posted, some are under way and some are just being approved; then all come to their end. */
async function inTheMiddle(strike: () => Promise<void>): Promise<CasesUnderWay> {
  const underWay = carryCases(stack, count, heldBack);
  try {
    await Promise.race([underWay.done, until(() => isInTheMiddle(underWay), 60_000)]);
    expect(isInTheMiddle(underWay)).toBe(true);
    underWay.release();
    await strike();
    await underWay.done;
  } finally {
    underWay.giveUp();
    all.push(...underWay.cases);
  }
  await expectNothingDoubled(stack, all);
  return underWay;
}

function isInTheMiddle(underWay: CasesUnderWay): boolean {
  const posted = underWay.posted();
  if (posted >= 5 && posted <= count - heldBack) return true;
  throw new Error(`${posted} of ${count} cases are posted`);
}

/** Its browsers do not outlive it. */
async function killWorker(): Promise<void> {
  const browsers = childrenOf(stack.part('worker').pid).flatMap((pid) => identify(pid) ?? []);
  expect(browsers.length).toBeGreaterThan(0);
  await killPart(stack, 'worker');
  await until(() => browsers.filter(isRunning).length === 0);
}

/** The browsers are the worker's only children. Those that it starts instead are others. */
async function killBrowsers(): Promise<void> {
  const killed = childrenOf(stack.part('worker').pid);
  expect(killed.length).toBeGreaterThan(0);
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  await until(() => childrenOf(stack.part('worker').pid).some((pid) => !killed.includes(pid)));
}

function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return pairs.filter(([, of]) => of === parent).map(([pid]) => pid);
}

/** As when the machine loses its power; then somebody calls bin/start on the same data. */
async function powerCut(): Promise<void> {
  await killEverything(stack);
  const start = callStart(stack.varFolder, { arguments: ['--example', 'none'], environment: impatient });
  stack = stackOf(start, stack.varFolder);
  await untilItRuns(start);
}
