/** The packages of the lock file, installed when the lock file changed. Loads nothing but Node: it runs before they are there. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project-root.ts';
import { setUpOnce } from './set-up-once.ts';

/** The packages are those of the lock file; returns whether they had to be installed. No package runs a script of its own. */
export function installDependencies(): Promise<boolean> {
  const stampPath = join(projectRoot, 'node_modules', '.hosho-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex');
  const isDone = () => existsSync(stampPath) && readFileSync(stampPath, 'utf8') === lock;
  return setUpOnce({
    isDone,
    work() {
      install();
      mkdirSync(dirname(stampPath), { recursive: true });
      writeFileSync(stampPath, lock);
    },
  });
}

function install(): void {
  const clean = npm('ci');
  // A registry without the packages of other platforms makes a lock file that `ci` calls incomplete; `install` takes it.
  const installed = clean.code !== 0 && clean.told.includes('EUSAGE') ? npm('install', '--no-save') : clean;
  if (installed.code !== 0) throw new Error(`npm could not install the dependencies:\n${installed.told}`);
}

function npm(...args: readonly string[]): { code: number | null; told: string } {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'];
  const settings = { cwd: projectRoot, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const { status, stdout, stderr, error } = spawnSync('npm', [...args, ...quiet], settings);
  return { code: status, told: `${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}` };
}
