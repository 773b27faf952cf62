/** bin/bench in its smallest size: what it prints, for whom, and how it ends. What it measures is nobody's test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { projectRoot } from '../../bin/stack/project-root.ts';

async function bench(...args: readonly string[]) {
  const child = spawn(join(projectRoot, 'bin', 'bench'), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { stdout, stderr, code };
}

test('a program gets figures and machine as JSON, and nothing else on stdout', async () => {
  const { stdout, code, stderr } = await bench(
    '--json',
    '--only',
    'guarantees-per-second',
    '--rounds',
    '1',
    '--cases',
    '3',
  );
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const { figures, machine } = JSON.parse(stdout) as { figures: Record<string, unknown>[]; machine: object };
  expect(figures.map(({ name }) => name)).toEqual([
    'guarantees-per-second',
    'accept-latency-p50',
    'accept-latency-p99',
  ]);
  const [rate, latency] = figures;
  expect(rate).toEqual({
    name: 'guarantees-per-second',
    unit: 'guarantees/s',
    value: expect.any(Number),
    baseline: expect.any(Number),
    ratio: expect.any(Number),
    target: '≥ 0.5',
    holds: expect.any(Boolean),
    spread: [expect.any(Number), expect.any(Number)],
  });
  expect(latency).toMatchObject({ unit: 'ms', baseline: null, ratio: null, target: null, holds: null });
  expect(machine).toMatchObject({ cores: expect.any(Number), node: process.version });
});

test('a person gets a table, with progress beside it', async () => {
  const { stdout, stderr, code } = await bench('--only', 'pdf-memory', '--documents', '20');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^figure +value +baseline +ratio +spread +target +holds\npdf-memory +\d+ MB /);
  expect(stderr).toContain('▸ pdf-memory');
});

test('a figure that does not exist is answered with the names of those that do', async () => {
  const { stdout, stderr, code } = await bench('--only', 'documents-per-fortnight');
  expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  for (const name of ['guarantees-per-second', 'lone-guarantee-latency', 'start-to-first-application', 'pdf-service']) {
    expect(stderr).toContain(name);
  }
});
