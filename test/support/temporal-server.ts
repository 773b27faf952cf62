/** Temporal for tests: the one that all files share, and servers of one's own for tests that kill them. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../bin/stack/ports.ts';
import { end } from '../../bin/stack/process-identity.ts';
import { createSupervisor } from '../../bin/stack/supervisor.ts';
import { temporalPart } from '../../bin/stack/temporal-server.ts';

/** `host:port` of the server that all test files share: use queue names and workflow ids of your own. */
export function sharedTemporal(): { readonly address: string } {
  return { address: given('HOSHO_TEST_TEMPORAL') };
}

export interface OwnTemporal {
  readonly address: string;
  /** kill -9; the server is started again on the same file and port. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A server on an SQLite file of its own, restarted when it dies. */
export async function startTemporal(): Promise<OwnTemporal> {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-temporal-'));
  const port = await freePort();
  const supervisor = createSupervisor({ logFolder: folder, say: () => {}, onChange: () => {} });
  const cli = given('HOSHO_TEST_TEMPORAL_CLI');
  await supervisor.start(temporalPart({ cli, port, uiPort: null, databasePath: join(folder, 'temporal.db') }));
  return {
    address: `127.0.0.1:${port}`,
    async kill() {
      const server = supervisor.running().get('temporal');
      if (server !== undefined) await end(server, 'SIGKILL', 0);
    },
    async stop() {
      await supervisor.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error('The tests run under jest.config.js, whose global setup starts Temporal.');
  return value;
}
