/** Before all tests: one PostgreSQL with a migrated template database of each house, and one Temporal in memory. */

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabases } from '../../bin/stack/databases.ts';
import { freePort } from '../../bin/stack/ports.ts';
import { postgresPart, superuserUrl } from '../../bin/stack/postgres.ts';
import { postgresHome } from '../../bin/stack/postgres-home.ts';
import { createSupervisor, type Supervisor } from '../../bin/stack/supervisor.ts';
import { findTemporalCli } from '../../bin/stack/temporal-cli.ts';
import { temporalPart } from '../../bin/stack/temporal-server.ts';
import globalTeardown from './global-teardown.ts';

/** What the teardown ends. */
export interface TestStack {
  readonly supervisors: readonly Supervisor[];
  readonly folders: readonly string[];
}

export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-test-'));
  chmodSync(folder, 0o755);
  const settings = { logFolder: join(folder, 'log'), say: (text: string) => console.error(text), onChange: () => {} };
  const [forPostgres, forTemporal] = [createSupervisor(settings), createSupervisor(settings)];
  const postgresFolder = join(folder, 'postgres');
  const stack: TestStack = {
    supervisors: [forPostgres, forTemporal],
    folders: [folder, join(postgresHome(postgresFolder, () => {}).dataFolder, '..')],
  };
  Object.assign(globalThis, { testStack: stack });
  try {
    await Promise.all([startPostgres(forPostgres, postgresFolder), startTemporal(forTemporal)]);
  } catch (error) {
    // jest calls no teardown after a setup that failed.
    await globalTeardown();
    throw error;
  }
}

async function startPostgres(supervisor: Supervisor, folder: string): Promise<void> {
  const password = randomBytes(12).toString('base64url');
  const settings = { folder, port: await freePort(), superuserPassword: password, forgetful: true, say: () => {} };
  await supervisor.start(postgresPart(settings));
  const passwords = { owner: password, app: password };
  await ensureDatabases(superuserUrl(settings), { service: passwords, 'd-sure': passwords });
  process.env.HOSHO_TEST_POSTGRES = superuserUrl(settings);
}

async function startTemporal(supervisor: Supervisor): Promise<void> {
  const cli = await findTemporalCli({ env: process.env, say: (sentence) => console.error(sentence) });
  const port = await freePort();
  await supervisor.start(temporalPart({ cli, port, uiPort: null, databasePath: null }));
  process.env.HOSHO_TEST_TEMPORAL = `127.0.0.1:${port}`;
  process.env.HOSHO_TEST_TEMPORAL_CLI = cli;
}
