/**
 * PostgreSQL notes its process number in its data folder, and refuses to start while a process has that number. After
 * kill -9, and most of all after the machine was restarted, that may be any other process.
 */

import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from './process-identity.ts';

/**
 * The note is gone where its number belongs to somebody else. The caller holds the lock of the folder. It stays while any
 * process works in the data folder, as every process of PostgreSQL does, and where that cannot be seen (no /proc).
 */
export function clearStalePostmaster(dataFolder: string): void {
  const path = join(dataFolder, 'postmaster.pid');
  if (!existsSync(path) || !existsSync('/proc/self/cwd')) return;
  const number = Math.abs(Number.parseInt(readFileSync(path, 'utf8'), 10));
  // A number that nobody has PostgreSQL clears away itself.
  if (identify(number) === null || somebodyWorksIn(realpathSync(dataFolder))) return;
  rmSync(path);
}

function somebodyWorksIn(folder: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((number) => workingFolder(number) === folder);
}

/** null where the process has ended, or is another user's: ours are readable to us. */
function workingFolder(number: string): string | null {
  try {
    return readlinkSync(`/proc/${number}/cwd`);
  } catch {
    return null;
  }
}
