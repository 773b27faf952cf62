/** Parts are started, restarted when they die, stopped in order, and end by themselves when nobody watches them any more. */

import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { identify, isRunning, type ProcessIdentity } from '../../../bin/stack/process-identity.ts';
import { projectRoot } from '../../../bin/stack/project-root.ts';
import { endLeftovers, readRunFile, writeRunFile } from '../../../bin/stack/run-file.ts';
import { createSupervisor, type Part, type Supervisor } from '../../../bin/stack/supervisor.ts';
import { until } from '../../support/until.ts';

let folder: string;
let supervisor: Supervisor;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hosho-supervisor-'));
  said = [];
  const say = (sentence: string) => said.push(sentence);
  supervisor = createSupervisor({ logFolder: folder, say, onChange: () => {}, firstBackOffMs: 1 });
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a part that dies is started again, with a word about it', async () => {
  await supervisor.start(part('one'));
  const first = identityOf('one');
  process.kill(first.pid, 'SIGKILL');
  await until(async () => said.includes('one runs again.'));
  expect(identityOf('one').pid).not.toBe(first.pid);
  expect(said[0]).toContain('one died (code 137)');
});

test('a part that cannot be started again at first is tried again', async () => {
  await supervisor.start(part('one'));
  const log = join(folder, 'one.log');
  rmSync(log);
  mkdirSync(log);
  process.kill(identityOf('one').pid, 'SIGKILL');
  await until(() => said.some((sentence) => sentence.includes('EISDIR')));
  rmSync(log, { recursive: true });
  await until(() => said.includes('one runs again.'));
});

test('a part that is being started when everything stops is stopped too, and none is started afterwards', async () => {
  const starting = expect(supervisor.start(part('late'))).rejects.toThrow('late is not started any more');
  await supervisor.stop();
  expect(supervisor.running()).toEqual(new Map());
  await starting;
  await expect(supervisor.start(part('later'))).rejects.toThrow('later is not started any more');
  expect(supervisor.running()).toEqual(new Map());
});

test('a part that ends while starting fails the start, with the last lines of its log', async () => {
  const broken = part('broken', 'console.log("no database"); process.exit(3)');
  await expect(supervisor.start(broken)).rejects.toThrow(/ended with code 3[\s\S]*no database/);
});

test('parts stop in the reverse order of their start', async () => {
  const noting = (name: string) =>
    `process.on('SIGTERM', () => { require('node:fs').appendFileSync('${folder}/ends', '${name} '); process.exit(0) });`;
  for (const name of ['one', 'two', 'three']) await supervisor.start(part(name, noting(name)));
  await supervisor.stop();
  expect(readFileSync(join(folder, 'ends'), 'utf8')).toBe('three two one ');
});

test('parts end by themselves when the one who started them was killed', async () => {
  const script = join(folder, 'parent.ts');
  writeFileSync(
    script,
    `import { startLeashed } from '${projectRoot}/bin/stack/leashed-process.ts';
     const { identity } = await startLeashed({ command: process.execPath, args: ['-e', 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000)'],
       env: process.env, cwd: '/', logPath: '${folder}/child.log', stopSignal: 'SIGTERM' });
     console.log(JSON.stringify(identity));`,
  );
  const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'ignore'] });
  const told = await new Promise<string>((resolve) => parent.stdout.once('data', (chunk) => resolve(String(chunk))));
  const child = JSON.parse(told) as ProcessIdentity;
  expect(isRunning(child)).toBe(true);
  parent.kill('SIGKILL');
  await until(async () => !isRunning(child));
});

test('the next start ends what is left, and leaves alone a process that took over a number', async () => {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const alive = identify(left.pid ?? 0);
  if (alive === null) throw new Error('The process to be left over did not start.');
  const taken = { pid: process.pid, started: 'before us' };
  writeRunFile(folder, { supervisor: taken, apiKeys: {}, parts: { worker: alive, api: taken } });
  expect(await endLeftovers(folder)).toEqual(['worker']);
  expect(isRunning(alive)).toBe(false);
  expect(readRunFile(folder)).toBeNull();
});

test('run.json holds each part under its own name, beside the keys', () => {
  const us = { pid: 1, started: '2' };
  const apiKeys = { contractor: 'key' };
  writeRunFile(folder, { supervisor: us, apiKeys, parts: { api: { url: 'http://127.0.0.1:3000', ...us } } });
  const written = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'));
  expect(written).toEqual({ api: { url: 'http://127.0.0.1:3000', pid: 1, started: '2' }, apiKeys, supervisor: us });
});

/** Ready as soon as it has written its own number. */
function part(name: string, code = ''): Part {
  const mark = join(folder, `${name}.ready`);
  const script = `${code}; require('node:fs').appendFileSync('${mark}', process.pid + '\\n'); setInterval(() => {}, 1000);`;
  appendFileSync(join(folder, `${name}.log`), '');
  return {
    name,
    program: { command: process.execPath, args: ['-e', script], env: process.env, cwd: '/', stopSignal: 'SIGTERM' },
    ready: async () => existsSync(mark) && readFileSync(mark, 'utf8').includes(`${identityOf(name).pid}\n`),
  };
}

function identityOf(name: string): ProcessIdentity {
  const identity = supervisor.running().get(name);
  if (identity === undefined) throw new Error(`${name} does not run.`);
  return identity;
}
