/** Two commands on a fresh checkout: one of them sets up, the other waits and finds it done. Loads nothing but Node. */

import { join } from 'node:path';
import { waitForLock } from './pid-lock.ts';
import { projectRoot } from './project-root.ts';

interface Work {
  readonly isDone: () => boolean;
  /** Afterwards `isDone` holds. */
  readonly work: () => void | Promise<void>;
  readonly lockPath?: string;
}

/** It is done; returns whether it was done here and now. */
export async function setUpOnce({ isDone, work, lockPath = checkoutsLock }: Work): Promise<boolean> {
  if (isDone()) return false;
  const lock = await waitForLock(lockPath, ({ pid }) =>
    console.error(`Another process (${pid}) sets this checkout up; waiting.`),
  );
  try {
    if (isDone()) return false;
    await work();
    return true;
  } finally {
    lock.release();
  }
}

const checkoutsLock = join(projectRoot, '.tools', 'setup.lock');
