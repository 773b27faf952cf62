import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort } from '../support/d-sure-process.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { sharedTemporal } from '../support/temporal-server.ts';
import { until } from '../support/until.ts';

let tables: TestDatabase;
let folder: string;
beforeAll(async () => {
  tables = await createDatabase('service');
  folder = await mkdtemp(join(tmpdir(), 'hosho-test-api-server-'));
});
afterAll(async () => {
  await tables.drop();
  await rm(folder, { recursive: true });
});

async function environment() {
  return {
    PATH: process.env.PATH,
    DATABASE_URL: tables.appUrl,
    TEMPORAL_ADDRESS: sharedTemporal().address,
    KEY_RING: `test:${randomBytes(32).toString('base64')}`,
    DOCUMENT_STORE: join(folder, 'documents'),
    D_SURE_URL: 'http://127.0.0.1:9',
    D_SURE_TOKEN: 'unused',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'hosho@mirai-hosho.example.jp',
    NET_DESK_URL: 'https://net-desk.example.jp',
    NET_DESK_PORT: String(await freePort()),
    OPERATIONS_URL: 'https://operations.example.jp',
    OPERATIONS_PORT: String(await freePort()),
    SESSION_SECRET: 'a secret of this test alone, long enough',
    API_PORT: String(await freePort()),
  };
}

function start(env: NodeJS.ProcessEnv): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, ['api/server.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      said += chunk;
    });
  }
  return { child, said: () => said };
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

test('the process says once that it is ready, answers, and ends by itself when told to stop', async () => {
  const env = await environment();
  const { child, said } = start(env);
  const exit = ended(child);
  await until(() => said().includes('"msg":"ready"'));
  const ready = await fetch(`http://127.0.0.1:${env.API_PORT}/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready', away: [] }]);
  await fetch(`http://127.0.0.1:${env.API_PORT}/api/v1/guarantees/1?secret=1`, {
    headers: { Authorization: 'Bearer hosho_secret' },
  });
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  expect(said().match(/"msg":"ready"/g)).toHaveLength(1);
  expect(said()).toContain('"address":"/api/v1/guarantees/:id"');
  expect(said()).not.toContain('secret');
});

test('a setting that is missing stops the process at start, by name', async () => {
  const { KEY_RING: _none, ...env } = await environment();
  const { child, said } = start(env);
  expect(await ended(child)).not.toBe(0);
  expect(said()).toContain('KEY_RING');
});
