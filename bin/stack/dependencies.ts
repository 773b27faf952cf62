/** The packages of the lock file, installed when the lock file changed. Loads nothing but Node: it runs before they are there. */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './project-root.ts';

/** The packages are those of the lock file; returns whether they had to be installed. No package runs a script of its own. */
export function installDependencies(): boolean {
  const stampPath = join(projectRoot, 'node_modules', '.hosho-lock');
  const lock = createHash('sha256')
    .update(readFileSync(join(projectRoot, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === lock) return false;
  const { status, stdout, stderr, error } = spawnSync(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier'],
    { cwd: projectRoot, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`npm ci failed:\n${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`);
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, lock);
  return true;
}
