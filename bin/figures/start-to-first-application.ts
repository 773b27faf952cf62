/** Figure: seconds from `bin/start` to the first accepted application, with everything cached. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { dayInJapan } from '../../domain/dates.ts';
import { createApiClient } from '../example/api-client.ts';
import { leafletApplication } from '../example/leaflet-application.ts';
import { projectRoot } from '../stack/project-root.ts';
import { readRunFile } from '../stack/run-file.ts';
import { removeFolder, temporaryFolder } from './bench-stack.ts';
import { type Figure, reported } from './figure.ts';
import { unlessStopped } from './unless-stopped.ts';

const patienceMs = 120_000;

/** Each round starts on an empty folder, then again on the same one. The target is for the latter. */
export async function startToFirstApplication({ rounds }: { readonly rounds: number }): Promise<Figure[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const folder = temporaryFolder();
    try {
      first.push(await startOnce(folder));
      again.push(await startOnce(folder));
    } finally {
      removeFolder(folder);
    }
  }
  return [
    reported('start-to-first-application', 's', '≤ 15', again),
    reported('start-on-empty-folder', 's', null, first),
  ];
}

async function startOnce(folder: string): Promise<number> {
  const since = performance.now();
  const start = spawn(join(projectRoot, 'bin', 'start'), ['--example', 'none', '--var', folder], { stdio: 'ignore' });
  const ended = once(start, 'exit');
  try {
    const measured = firstApplication(folder, since);
    const tooEarly = ended.then(([code]) => {
      throw new Error(`bin/start ended with code ${code}; its logs lay in ${join(folder, 'log')}.`);
    });
    return await unlessStopped(Promise.race([measured, tooEarly]));
  } finally {
    start.kill('SIGINT');
    await ended;
  }
}

/** Tries as soon as the run file names the API and its keys. */
async function firstApplication(folder: string, since: number): Promise<number> {
  const application = leafletApplication(dayInJapan(new Date()));
  let refused: unknown;
  while (performance.now() - since < patienceMs) {
    const run = readRunFile(folder);
    const [url, key] = [run?.parts.api?.url, run?.apiKeys.contractor];
    if (url !== undefined && key !== undefined) {
      try {
        await createApiClient(url, key).post('/api/v1/applications', application);
        return (performance.now() - since) / 1_000;
      } catch (error) {
        refused = error;
      }
    }
    await setTimeout(20);
  }
  throw new Error('No application was accepted in time.', { cause: refused });
}
