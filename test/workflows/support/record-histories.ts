/** Records histories of today's workflows: `node test/workflows/support/record-histories.ts [STORY …]`. Older ones stay true with `patched`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import globalSetup from '../../support/global-setup.ts';
import globalTeardown from '../../support/global-teardown.ts';
import { openService, type RunningService } from '../../support/running-service.ts';
import { toKept } from './history-json.ts';
import { played, type Story, stories } from './stories.ts';

const asked = process.argv.slice(2);
await globalSetup();
try {
  const service = await openService();
  try {
    for (const [name, story] of Object.entries(stories)) {
      if (asked.length === 0 || asked.includes(name)) await record(service, name, story);
    }
  } finally {
    await service.close();
  }
} finally {
  await globalTeardown();
}

async function record(service: RunningService, name: string, story: Story): Promise<void> {
  const handle = service.client.workflow.getHandle(await played(service, story));
  const history = toKept(handle.workflowId, await handle.fetchHistory());
  const path = fileURLToPath(new URL(`../../histories/${name}.json`, import.meta.url));
  writeFileSync(path, `${JSON.stringify(anonymous(history), null, 1)}\n`);
  console.log(`${name}: ${history.events.length} events`);
}

/** Without the names of the machine and process that happened to record it, in whatever field they stand. */
function anonymous(value: unknown): unknown {
  if (typeof value === 'string') return /^\d+@/.test(value) ? 'recorded' : value;
  if (Array.isArray(value)) return value.map(anonymous);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, anonymous(inner)]));
}
