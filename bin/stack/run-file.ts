/** var/run.json: what runs, where, and with which sample keys, so that any script can find it, and the next start can clean up. */

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { end, isRunning, type ProcessIdentity } from './process-identity.ts';
import { replaceFile } from './replace-file.ts';

export interface RunningPart extends ProcessIdentity {
  readonly url?: string;
}

export interface RunFile {
  readonly supervisor: ProcessIdentity;
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, RunningPart>>;
}

/** Of all that is in the file, these are not parts. */
const notParts = ['supervisor', 'apiKeys'];

/** Only its owner may read it: it holds keys. Each part stands under its own name, beside `apiKeys`. */
export function writeRunFile(varFolder: string, { supervisor, apiKeys, parts }: RunFile): void {
  replaceFile(join(varFolder, 'run.json'), { ...parts, apiKeys, supervisor });
}

/** What the file says; null when there is none, or none that can be read. */
export function readRunFile(varFolder: string): RunFile | null {
  const path = join(varFolder, 'run.json');
  if (!existsSync(path)) return null;
  try {
    const all = JSON.parse(readFileSync(path, 'utf8')) as Record<string, never>;
    const parts = Object.fromEntries(Object.entries(all).filter(([name]) => !notParts.includes(name)));
    return { supervisor: all.supervisor as never, apiKeys: all.apiKeys as never, parts };
  } catch {
    return null;
  }
}

export function removeRunFile(varFolder: string): void {
  rmSync(join(varFolder, 'run.json'), { force: true });
}

/** Nothing of an earlier run is left; returns the names of the parts that had to be ended. Other processes that took over a number are left alone. */
export async function endLeftovers(varFolder: string): Promise<readonly string[]> {
  const leftovers = Object.entries(readRunFile(varFolder)?.parts ?? {}).filter(([, part]) => isRunning(part));
  await Promise.all(leftovers.map(([name, part]) => end(part, name === 'database' ? 'SIGINT' : 'SIGTERM', 10_000)));
  removeRunFile(varFolder);
  return leftovers.map(([name]) => name);
}
