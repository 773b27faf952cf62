/** The workflows as one file: made once, whole, however many want it at the same moment. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { ensureWorkflowBundle } from '../../../bin/stack/workflow-bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'hosho-test-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('two that find it missing at once both get the whole file, which holds every workflow', async () => {
  const [path, same] = await Promise.all([ensureWorkflowBundle(folder), ensureWorkflowBundle(folder)]);
  expect(same).toBe(path);
  expect(readdirSync(folder)).toHaveLength(1);
  const code = readFileSync(path, 'utf8');
  for (const name of ['guaranteeWorkflow', 'mailWorkflow', 'responsesWorkflow', 'sweepWorkflow']) {
    expect(code).toContain(`function ${name}(`);
  }
});

test('what is there is not made again', async () => {
  const path = await ensureWorkflowBundle(folder);
  const { mtimeMs } = statSync(path);
  expect(await ensureWorkflowBundle(folder)).toBe(path);
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
});
