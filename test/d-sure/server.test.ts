/** The process: its settings, its end, and what a kill in the middle of a posting leaves behind. */

import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type House, openHouse, sessionSecret } from './support/house.ts';
import { buildPosting, get, post } from './support/postings.ts';
import { type DSureProcess, kill, runProcess, startProcess } from './support/process.ts';

let house: House;
let environment: Record<string, string>;
const started: DSureProcess[] = [];

beforeAll(async () => {
  house = await openHouse();
  environment = {
    D_SURE_DATABASE_URL: house.databaseUrl,
    D_SURE_HOST: '127.0.0.1',
    D_SURE_PORT: '0',
    D_SURE_ORIGIN: 'http://127.0.0.1',
    D_SURE_SESSION_SECRET: sessionSecret,
    D_SURE_DOCUMENT_STORE: house.folder,
  };
});
afterEach(async () => {
  for (const { child } of started.splice(0)) await kill(child, 'SIGKILL');
});
afterAll(() => house.close());

async function start(): Promise<DSureProcess> {
  const running = await startProcess(environment);
  started.push(running);
  return running;
}

test.each([
  'D_SURE_DATABASE_URL',
  'D_SURE_HOST',
  'D_SURE_PORT',
  'D_SURE_ORIGIN',
  'D_SURE_SESSION_SECRET',
  'D_SURE_DOCUMENT_STORE',
])('without %s the process stops at start and says so', async (name) => {
  const { [name]: _left, ...rest } = environment;
  const child = runProcess(rest);
  let said = '';
  child.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(child, 'close');
  expect(code).not.toBe(0);
  expect(said).toContain(`${name} is not set.`);
  expect(said).not.toContain(sessionSecret);
});

test('asked to stop, it ends by itself', async () => {
  const { child, url } = await start();
  expect((await get(url, '/health')).status).toBe(200);
  expect(await kill(child, 'SIGTERM')).toBe(0);
});

test('when the database drops its connections, the process goes on with new ones', async () => {
  const { url, child } = await start();
  expect((await get(url, '/ready')).status).toBe(200);
  await house.services.database.$queryRaw`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid()`;
  await waitUntil(async () => (await get(url, '/ready')).status === 200);
  expect(child.exitCode).toBeNull();
});

test('killed between the file and its row, the posting that is tried again is one posting', async () => {
  const posting = buildPosting('31074-00001M', {}, 'kill');
  const { child, url } = await start();
  // The table is held, so that the process has stored the file and waits for the row when it is killed.
  const holder = new Client({ connectionString: house.databaseUrl });
  await holder.connect();
  await holder.query(
    "BEGIN; INSERT INTO guarantee (number, typed, surety_id) VALUES ('31074-00001M', '3107400001M', 'mirai')",
  );
  const lost = post(url, posting).then(
    () => 'answered',
    () => 'lost',
  );
  await waitUntil(async () => {
    const waiting = await house.services.database.$queryRaw<unknown[]>`
      SELECT 1 FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO guarantee%' AND datname = current_database()`;
    return waiting.length > 0;
  });
  await kill(child, 'SIGKILL');
  expect(await lost).toBe('lost');
  await holder.query('ROLLBACK');
  await holder.end();
  await access(join(house.folder, posting.body.fileDigest.slice(0, 2), `${posting.body.fileDigest}.pdf`));
  expect(await house.owner.revision.count()).toBe(0);

  const again = await start();
  const first = await post(again.url, posting);
  const second = await post(again.url, posting);
  expect([first.status, second.status]).toEqual([201, 200]);
  expect(second.json).toEqual(first.json);
  expect(await house.owner.revision.count()).toBe(1);
});

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}
