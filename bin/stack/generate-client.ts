/** Prisma's client, generated from a house's schema when the schema has changed since the last time. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from './houses.ts';
import { projectRoot } from './project-root.ts';
import { setUpOnce } from './set-up-once.ts';

/** The generated client belongs to the schema as it is now; returns whether it had to be written. */
export function generateClient(house: House): Promise<boolean> {
  const stampPath = join(projectRoot, '.tools', 'stamps', `prisma-${house.name}`);
  const stamp = stampOf(house);
  const isWritten = () => existsSync(join(house.generatedFolder, 'client.ts'));
  return setUpOnce({
    isDone: () => isWritten() && existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp,
    work() {
      runGenerator(house);
      mkdirSync(join(projectRoot, '.tools', 'stamps'), { recursive: true });
      writeFileSync(stampPath, stamp);
    },
  });
}

function stampOf(house: House): string {
  const generator = readFileSync(join(projectRoot, 'node_modules', 'prisma', 'package.json'));
  return createHash('sha256').update(readFileSync(house.schemaPath)).update(generator).digest('hex');
}

/** `generate` never runs the native engine, but looks for it: naming any executable keeps it from downloading one. */
function runGenerator(house: House): void {
  const cli = join(projectRoot, 'node_modules', 'prisma', 'build', 'index.js');
  try {
    execFileSync(process.execPath, [cli, 'generate', `--schema=${house.schemaPath}`], {
      cwd: projectRoot,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer };
    throw new Error(`prisma generate failed for ${house.schemaPath}:\n${stdout ?? ''}${stderr ?? ''}`);
  }
}
