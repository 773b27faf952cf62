/** Recorded histories are replayed against today's workflows: a change that would strand a running case is found here. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  bundleWorkflowCode,
  DefaultLogger,
  makeTelemetryFilterString,
  Runtime,
  Worker,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { ensureWorkflowBundle } from '../../bin/stack/workflow-bundle.ts';
import { fromKept, type KeptHistory } from './support/history-json.ts';
import { stories } from './support/stories.ts';
import { textsIn } from './support/told-to-temporal.ts';

const folder = new URL('../histories/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length));

const quiet = new DefaultLogger('ERROR', () => undefined);

/** The very file that workers of this checkout run. */
let today: { codePath: string };
let changed: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }); // what must fail here fails without noise
  Runtime.install({ shutdownSignals: [], logger: quiet, telemetryOptions: { logging: { filter, console: {} } } });
  const [codePath, code] = await Promise.all([ensureWorkflowBundle(), bundled('./support/changed-workflows.ts')]);
  today = { codePath };
  changed = code;
});
afterAll(() => Runtime.instance().shutdown());

function bundled(path: string): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL(path, import.meta.url)), logger: quiet });
}

function kept(name: string): KeptHistory {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
}

function replayed(history: KeptHistory, workflowBundle: WorkflowBundleOption = today): Promise<void> {
  return Worker.runReplayHistory({ workflowBundle }, fromKept(history), history.workflowId);
}

test('each story has its recorded history', () => {
  expect(names).toEqual(expect.arrayContaining(Object.keys(stories)));
});

test.each(names)('%s still replays', async (name) => {
  await expect(replayed(kept(name))).resolves.toBeUndefined();
});

describe('a change is noticed', () => {
  test.each(names)('when %s has a step more than was recorded', async (name) => {
    await expect(replayed(kept(name), changed)).rejects.toThrow(/[Nn]ondetermin/);
  });

  test('when the recorded steps came in another order', async () => {
    const history = kept('second-approval');
    const text = JSON.stringify(history);
    const other = text.replace('"printDocuments"', '"first"').replace('"postCertificate"', '"printDocuments"');
    expect(other).not.toBe(text);
    const swapped: KeptHistory = JSON.parse(other.replace('"first"', '"postCertificate"'));
    await expect(replayed(swapped)).rejects.toThrow(/[Nn]ondetermin/);
  });

  test('when a recorded step is missing from the story', async () => {
    const history = kept('paper');
    const without = JSON.parse(JSON.stringify(history).replace('"issueCertificate"', '"aStepThatWasTakenOut"'));
    await expect(replayed(without)).rejects.toThrow(/[Nn]ondetermin/);
  });
});

test('the recorded files name no machine and no person', () => {
  for (const name of names) {
    const texts = textsIn(fromKept(kept(name))).join('\n');
    expect(texts).not.toMatch(/\d+@|example\.jp|〇〇|●●|高根沢|見本|審査 /);
  }
});
