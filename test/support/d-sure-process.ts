/** D-Sure as a process of its own, on a database of its own. It can be killed and started again on the same port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../d-sure/database.ts';
import { seed } from '../../d-sure/seed.ts';
import { createDatabase } from './postgres.ts';
import { until } from './until.ts';

export const suretyToken = 'surety-token-of-the-running-tests-0001';
export const authority = { email: 'soumu@takanezawa.example.jp', password: 'himitsu-no-aikotoba-1' };

export interface DSureProcess {
  readonly url: string;
  readonly ownerUrl: string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openDSure(): Promise<DSureProcess> {
  const tables = await createDatabase('d-sure');
  const owner = openDatabase(tables.ownerUrl);
  await seed(owner, { suretyToken, password: authority.password });
  await owner.$disconnect();
  const folder = await mkdtemp(join(tmpdir(), 'hosho-test-d-sure-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    D_SURE_DATABASE_URL: tables.appUrl,
    D_SURE_HOST: '127.0.0.1',
    D_SURE_PORT: String(port),
    D_SURE_ORIGIN: url,
    D_SURE_SESSION_SECRET: 'a-secret-for-tests-of-at-least-32-characters',
    D_SURE_DOCUMENT_STORE: folder,
    LOG_LEVEL: 'warn',
  };
  let child: ChildProcess;
  const start = async () => {
    child = spawn(process.execPath, ['d-sure/server.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    await until(async () => (await fetch(`${url}/health`)).ok);
  };
  await start();
  return {
    url,
    ownerUrl: tables.ownerUrl,
    start,
    kill: () => ended(child, 'SIGKILL'),
    close: async () => {
      await ended(child, 'SIGTERM');
      await tables.drop();
      await rm(folder, { recursive: true });
    },
  };
}

export function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
