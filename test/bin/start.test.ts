/** bin/start: brings everything up, twice side by side, tells what runs, and takes all of it down again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { identify, isRunning, type ProcessIdentity } from '../../bin/stack/process-identity.ts';
import { readRunFile } from '../../bin/stack/run-file.ts';
import {
  callStart,
  type LocalStack,
  newVarFolder,
  removeVarFolder,
  type Start,
  stackOf,
  untilItRuns,
} from '../support/local-stack.ts';
import { until } from '../support/until.ts';

const people = ['contractor', 'reviewer', 'approver', 'operator'];
/** Portals by a name, for browsers make passkeys for names alone; everything else by its address. */
const reachedAt = {
  '127.0.0.1': ['api', 'inbox', 'temporal', 'temporalUi', 'database'],
  'http://localhost': ['netDesk', 'operations', 'dSure'],
};
const folders = [newVarFolder(), newVarFolder()] as const;
const calls: Start[] = [];
let one: LocalStack;
let other: LocalStack;

beforeAll(async () => {
  // At the same moment: both would like the usual ports.
  [one, other] = folders.map((folder) => stackOf(call(folder, '--example', 'none'), folder)) as [
    LocalStack,
    LocalStack,
  ];
  await Promise.all([untilItRuns(one.start), untilItRuns(other.start)]);
}, 180_000);

afterAll(async () => {
  for (const { process } of calls) process.kill('SIGINT');
  await Promise.all(calls.map(({ ended }) => ended));
  for (const folder of folders) removeVarFolder(folder);
});

function call(folder: string, ...told: string[]): Start {
  const start = callStart(folder, { arguments: told });
  calls.push(start);
  return start;
}

test('run.json says what runs, where, and with which sample keys', () => {
  const run = JSON.parse(readFileSync(join(folders[0], 'run.json'), 'utf8')) as Record<string, { pid: number }>;
  for (const [host, names] of Object.entries(reachedAt))
    for (const name of names) {
      expect(run[name]).toMatchObject({ pid: expect.any(Number), url: expect.stringContaining(`${host}:`) });
      expect(identify(run[name]?.pid ?? 0)).not.toBeNull();
    }
  expect(run.worker).toMatchObject({ pid: expect.any(Number) });
  expect(identify(run.worker?.pid ?? 0)).not.toBeNull();
  for (const who of people) expect(run.apiKeys).toHaveProperty(who, expect.stringMatching(/^\S{20,}$/));
});

test('two copies run side by side, each with ports, keys and data of its own', async () => {
  const urls = [one, other].flatMap(({ runFile }) => Object.values(runFile().parts).map(({ url }) => url));
  const told = urls.filter((url) => url !== undefined);
  expect(new Set(told.map((url) => /:(\d+)(\/|$)/.exec(url.replace(/^.*@/, ''))?.[1])).size).toBe(told.length);
  expect(await asks(one, one.apiKey('contractor'))).toBe(200);
  expect(await asks(other, other.apiKey('contractor'))).toBe(200);
  expect(await asks(other, one.apiKey('contractor'))).toBe(401);
});

test('each sample key opens the API', async () => {
  for (const who of people) expect(await asks(one, one.apiKey(who))).toBe(200);
});

test('a second start on the same data says what runs, and changes nothing', async () => {
  const before = readFileSync(join(folders[0], 'run.json'), 'utf8');
  const second = call(folders[0], '--once');
  expect(await second.ended).toBe(0);
  expect(second.said()).toContain(`Already running on ${folders[0]} (process ${one.start.process.pid})`);
  expect(second.said()).toContain(one.url('api'));
  expect(second.said()).toContain(`process ${one.part('worker').pid}`);
  expect(readFileSync(join(folders[0], 'run.json'), 'utf8')).toBe(before);
});

test('Ctrl-C leaves no process', async () => {
  const processes = Object.values(one.runFile().parts);
  one.start.process.kill('SIGINT');
  expect(await one.start.ended).toBe(0);
  expect(processes.filter(isRunning)).toEqual([]);
  expect(readRunFile(folders[0])).toBeNull();
  expect(one.start.said()).toContain('Stopped.');
});

test('when bin/start alone is killed, its children end by themselves', async () => {
  const processes: ProcessIdentity[] = Object.values(other.runFile().parts);
  other.start.process.kill('SIGKILL');
  await other.start.ended;
  await until(() => processes.filter(isRunning).length === 0);
});

test('--once carries the example to its end and exits 0, on the data of the run before', async () => {
  const start = call(folders[0], '--once');
  expect({ code: await start.ended, said: start.said() }).toMatchObject({ code: 0 });
  expect(start.said()).toMatch(/31074-00001M/);
  expect(start.said()).toMatch(/31074-00002K/);
  expect(readRunFile(folders[0])).toBeNull();
}, 120_000);

test('--once exits non-zero with the reason when a step fails', async () => {
  const path = join(folders[1], 'api-keys.json');
  const keys = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
  writeFileSync(path, JSON.stringify({ ...keys, reviewer: `${keys.reviewer}x` }));
  const start = call(folders[1], '--once');
  expect(await start.ended).toBe(1);
  expect(start.said()).toMatch(/POST \/api\/v1\/guarantees\/[0-9a-f-]+\/approval answered 401/);
  expect(readRunFile(folders[1])).toBeNull();
}, 120_000);

async function asks(stack: LocalStack, key: string): Promise<number> {
  const answer = await fetch(`${stack.url('api')}/api/v1/guarantees`, { headers: { authorization: `Bearer ${key}` } });
  await answer.body?.cancel();
  return answer.status;
}
