/** bin/test: named steps with their times: format and lint, types, schema drift of both houses, then the tests. */

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { houses } from './stack/houses.ts';
import { projectRoot } from './stack/project-root.ts';
import { findDrift } from './stack/schema-engine.ts';
import { seconds } from './stack/steps.ts';
import { withTemporaryPostgres } from './stack/temporary-postgres.ts';

const script = (name: string) => join(projectRoot, 'node_modules', ...name.split('/'));
const failed: string[] = [];

await step('format and lint', () => runNode(script('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings'));
await step('types', () => runNode(script('typescript/bin/tsc'), '--noEmit', '-p', projectRoot));
await step('schema drift', checkDrift);
await step('tests', () =>
  runNode('--experimental-vm-modules', '--no-warnings', script('jest/bin/jest.js'), ...process.argv.slice(2)),
);
if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);

async function step(name: string, check: () => Promise<boolean>): Promise<void> {
  const since = performance.now();
  console.log(`▸ ${name}`);
  const passed = await check().catch((error: Error) => {
    console.error(error.message);
    return false;
  });
  console.log(`${passed ? '✓' : '✗'} ${name} (${seconds(since)})`);
  if (!passed) failed.push(name);
}

function runNode(...args: readonly string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

function checkDrift(): Promise<boolean> {
  return withTemporaryPostgres(async (serverUrl) => {
    const drifts = [];
    for (const house of Object.values(houses)) {
      const drift = await findDrift(house, serverUrl);
      if (drift !== '') drifts.push(`The migrations of ${house.name} do not give its schema. Missing:\n${drift}`);
    }
    for (const drift of drifts) console.error(drift);
    return drifts.length === 0;
  });
}
