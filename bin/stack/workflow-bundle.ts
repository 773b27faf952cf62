/** The workflows as one file, made once for all workers of this checkout: webpack takes a second of CPU for each that makes its own. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { projectRoot } from './project-root.ts';

const usualFolder = join(projectRoot, '.tools', 'workflows');

/**
 * Path of the file. Its name is the digest of what it is made of, so it is never stale, and a changed line gives another
 * file; two may make it at once.
 */
export async function ensureWorkflowBundle(folder = usualFolder): Promise<string> {
  const path = join(folder, `${digestOfSources()}.js`);
  if (existsSync(path)) return path;
  const workflowsPath = join(projectRoot, 'workflows', 'index.ts');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: silent });
  mkdirSync(folder, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, code);
  renameSync(temporary, path);
  return path;
}

/** Replayed code imports workflows and domain alone; the rest of the bundle is the SDK's. */
function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const name of ['workflows', 'domain']) {
    const files = readdirSync(join(projectRoot, name), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((each) => each.endsWith('.ts')).sort()) {
      hash
        .update(`${name}/${file}\0`)
        .update(readFileSync(join(projectRoot, name, file)))
        .update('\0');
    }
  }
  const { version } = createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string };
  return hash.update(version).digest('hex').slice(0, 32);
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
