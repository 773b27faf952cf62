/** PostgreSQL from npm's embedded binaries: where its files lie, whom it runs as, how it is initialised and started. */

import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { postgresHome } from './postgres-home.ts';
import { clearStalePostmaster } from './stale-postmaster.ts';
import type { Part } from './supervisor.ts';

export interface PostgresSettings {
  /** Where the data should lie; elsewhere only when PostgreSQL's user cannot reach it. */
  readonly folder: string;
  readonly port: number;
  readonly superuserPassword: string;
  /** Set for tests only: survives no power cut, and is faster. */
  readonly forgetful?: boolean;
  readonly say: (sentence: string) => void;
}

/** The data folder is initialised; returns the server as a part to be started. */
export function postgresPart(settings: PostgresSettings): Part {
  const { port, superuserPassword, say } = settings;
  const home = postgresHome(settings.folder, say);
  if (!existsSync(join(home.dataFolder, 'PG_VERSION'))) initialise(home, superuserPassword);
  clearStalePostmaster(home.dataFolder);
  const flags = settings.forgetful === true ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : [];
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', ...flags];
  return {
    name: 'database',
    program: {
      command: join(home.binaries, 'bin', 'postgres'),
      args: ['-D', home.dataFolder, '-p', String(port), ...options.flatMap((option) => ['-c', option])],
      env: environment,
      cwd: '/',
      stopSignal: 'SIGINT',
      user: home.user,
    },
    ready: () => answers(superuserUrl(settings)),
  };
}

export function superuserUrl({ port, superuserPassword }: { port: number; superuserPassword: string }): string {
  return `postgresql://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`;
}

/** PostgreSQL needs no more than this, and reads PG… variables that are not meant for it. */
const environment = { PATH: process.env.PATH ?? '', TZ: 'UTC', LC_ALL: 'C' };

/** Into a folder beside, then renamed: a start that was killed here begins anew. */
function initialise(home: ReturnType<typeof postgresHome>, password: string): void {
  const unfinished = `${home.dataFolder}.unfinished`;
  const passwordPath = `${home.dataFolder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordPath, `${password}\n`, { mode: 0o600 });
  if (home.user !== undefined)
    for (const path of [unfinished, passwordPath]) chownSync(path, home.user.uid, home.user.gid);
  const { status, stderr, error } = spawnSync(
    join(home.binaries, 'bin', 'initdb'),
    [
      '-D',
      unfinished,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordPath}`,
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { cwd: '/', env: environment, encoding: 'utf8', ...home.user },
  );
  rmSync(passwordPath, { force: true });
  if (status !== 0)
    throw new Error(`PostgreSQL could not be initialised in ${unfinished}: ${error?.message ?? stderr}`);
  renameSync(unfinished, home.dataFolder);
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => {});
  await client.connect();
  await client.end();
  return true;
}
