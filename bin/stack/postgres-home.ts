/**
 * Where PostgreSQL's binaries and data lie, and whom it runs as. It refuses to run as root; root starts it as `postgres`,
 * or as `nobody` where there is no such user. When that user cannot reach the checkout (it lies below a closed home
 * folder), binaries and data go to a folder of their own that it can reach.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { postgresBinaries, postgresBinariesVersion } from './postgres-binaries.ts';

export interface PostgresHome {
  readonly binaries: string;
  readonly dataFolder: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

export function postgresHome(folder: string, say: (sentence: string) => void): PostgresHome {
  const wanted = resolve(folder);
  mkdirSync(wanted, { recursive: true });
  if (process.getuid?.() !== 0)
    return { binaries: postgresBinaries, dataFolder: join(wanted, 'data'), user: undefined };
  const user = unprivilegedUser();
  if (canReach(user, wanted) && canReach(user, join(postgresBinaries, 'bin', 'postgres'))) {
    return { binaries: postgresBinaries, dataFolder: join(owned(wanted, user), 'data'), user };
  }
  const elsewhere = join('/var/lib/hosho', createHash('sha256').update(wanted).digest('hex').slice(0, 12));
  mkdirSync(elsewhere, { recursive: true });
  say(`PostgreSQL may not run as root, and its user cannot reach ${wanted}: its data lies in ${elsewhere}.`);
  return { binaries: copiedBinaries(elsewhere), dataFolder: join(owned(elsewhere, user), 'data'), user };
}

/** From the system's list of users. */
function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (found === undefined) throw new Error('PostgreSQL may not run as root, and there is no user postgres or nobody.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function canReach(user: { uid: number; gid: number }, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'hosho', path], { cwd: '/', ...user }).status === 0;
}

function owned(folder: string, { uid, gid }: { uid: number; gid: number }): string {
  if (statSync(folder).uid !== uid) chownSync(folder, uid, gid);
  return folder;
}

/** Copied once for each version of the package. */
function copiedBinaries(folder: string): string {
  const copy = join(folder, `binaries-${postgresBinariesVersion()}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(postgresBinaries, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return copy;
}
