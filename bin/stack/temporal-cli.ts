/** Finds Temporal's CLI, whose dev server we run: first hit of a list of ways wins, and the last one says what the ways are. */

import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { waitForLock } from './pid-lock.ts';
import { projectRoot } from './project-root.ts';
import { buildTemporal } from './temporal-build.ts';
import { downloadTemporal } from './temporal-download.ts';

export const temporalVersion = '1.5.1';
/** What the service asks of a server: queue rates (UpdateTaskQueueConfig) came with this one. */
const oldestServer = [1, 29];

export interface SearchSettings {
  readonly env: NodeJS.ProcessEnv;
  /** Where the release's archives and its checksums.txt lie. */
  readonly releaseUrl?: string;
  readonly say: (sentence: string) => void;
}

/** The path of a usable CLI; it is fetched or built when this machine has none. */
export async function findTemporalCli({ env, releaseUrl, say }: SearchSettings): Promise<string> {
  if (env.TEMPORAL_CLI) return named(env.TEMPORAL_CLI);
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'temporal'))
    .find(isNewEnough);
  if (onPath !== undefined) return onPath;
  const folder = cacheFolder(env);
  const cached = join(folder, 'temporal');
  if (isExecutable(cached)) return cached;
  const lock = await waitForLock(`${folder}.lock`, ({ pid }) =>
    say(`Another process (${pid}) fetches the Temporal CLI; waiting.`),
  );
  try {
    if (isExecutable(cached)) return cached;
    return await fetchOrBuild({ env, releaseUrl, say, folder });
  } finally {
    lock.release();
  }
}

async function fetchOrBuild({
  env,
  releaseUrl,
  say,
  folder,
}: Omit<SearchSettings, 'releaseUrl'> & { releaseUrl: string | undefined; folder: string }): Promise<string> {
  const reasons: string[] = [];
  const ways = [
    () => downloadTemporal({ version: temporalVersion, folder, releaseUrl }),
    () => buildTemporal({ version: temporalVersion, folder, env, say }),
  ];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      reasons.push((error as Error).message);
      say((error as Error).message);
    }
  }
  throw new Error(`There is no Temporal CLI here. Any of these ways helps:
  - name one in TEMPORAL_CLI
  - put a temporal with server ${oldestServer.join('.')} or newer on the PATH
  - put version ${temporalVersion} at ${join(folder, 'temporal')}
  - let this machine reach the official download (${reasons[0]})
  - install Go 1.25 or newer (${reasons[1]})`);
}

/** In this checkout where nobody's home folder is known: Go takes only an absolute path. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const caches = env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache');
  return join(
    isAbsolute(caches) ? caches : join(projectRoot, '.tools', 'cache'),
    'hosho',
    `temporal-${temporalVersion}`,
  );
}

function named(path: string): string {
  if (isExecutable(path)) return path;
  throw new Error(`TEMPORAL_CLI names ${path}, which is not a program that can be run.`);
}

/** `temporal --version` tells the version of the server inside. */
function isNewEnough(path: string): boolean {
  if (!isExecutable(path)) return false;
  try {
    const told = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, major, minor] = /Server (\d+)\.(\d+)/.exec(told) ?? [];
    const [oldMajor = 0, oldMinor = 0] = oldestServer;
    return Number(major) > oldMajor || (Number(major) === oldMajor && Number(minor) >= oldMinor);
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return existsSync(path);
  } catch {
    return false;
  }
}
