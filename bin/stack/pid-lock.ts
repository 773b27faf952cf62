/** A lock that one process at a time holds: a file with its identity. The lock of a dead process is taken over. */

import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

/** Takes the lock and returns how to give it back, or says who holds it. */
export function takeLock(path: string): { release(): void } | { heldBy: ProcessIdentity } {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    for (;;) {
      if (linked(mine, path)) return { release: () => rmSync(path, { force: true }) };
      const holder = holderOf(path);
      if (holder !== null && isRunning(holder)) return { heldBy: holder };
      clearAway(path, holder, `${mine}.dead`);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Waits for the lock as long as its holder lives. `onWait` hears once of who holds it. */
export async function waitForLock(
  path: string,
  onWait: (holder: ProcessIdentity) => void,
): Promise<{ release(): void }> {
  let told = false;
  for (;;) {
    const lock = takeLock(path);
    if ('release' in lock) return lock;
    if (!told) onWait(lock.heldBy);
    told = true;
    await new Promise((next) => setTimeout(next, 100));
  }
}

/** A link appears whole or not at all, so that nobody ever reads a half-written lock. */
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The dead holder's lock is gone. Where somebody else took it over in the meantime, theirs is put back. */
function clearAway(path: string, dead: ProcessIdentity | null, aside: string): void {
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const found = holderOf(aside);
  if (found?.pid !== dead?.pid || found?.started !== dead?.started) linked(aside, path);
  rmSync(aside);
}

function holderOf(path: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}
