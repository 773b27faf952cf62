/** Which installation a command talks to, and with which key: a local one by its folder, any other by the environment. */
import { join } from 'node:path';
import { projectRoot } from '../stack/project-root.ts';
import { readRunFile } from '../stack/run-file.ts';
import { Ended, exitCodes } from './exit-codes.ts';

export interface Where {
  readonly url: string;
  /** Never printed. */
  readonly apiKey: string;
}

/** Whose sample key a local installation lends. */
export type KeyHolder = 'operator' | 'auditor';

/** Ends the command where no installation is named, or none runs there. */
export function whereIs(folder: string | undefined, holder: KeyHolder, env: NodeJS.ProcessEnv): Where {
  const { HOSHO_URL: url, HOSHO_API_KEY: apiKey } = env;
  if (folder !== undefined) return localRun(folder, holder);
  if (url === undefined || url === '') return localRun(join(projectRoot, 'var'), holder);
  if (!/^https?:\/\//.test(url)) {
    throw new Ended(exitCodes.usage, 'HOSHO_URL is no address that begins with https:// or http://.');
  }
  if (apiKey === undefined || apiKey === '') throw new Ended(exitCodes.usage, 'HOSHO_API_KEY is not set.');
  return { url: url.replace(/\/+$/, ''), apiKey };
}

function localRun(folder: string, holder: KeyHolder): Where {
  const run = readRunFile(folder);
  const url = run?.parts.api?.url;
  const apiKey = run?.apiKeys[holder];
  if (url === undefined) {
    throw new Ended(
      exitCodes.unreachable,
      `Nothing runs on ${folder}. Start it with bin/start, name another folder by --var, or set HOSHO_URL and HOSHO_API_KEY.`,
    );
  }
  if (apiKey === undefined) throw new Ended(exitCodes.unreachable, `${folder}/run.json has no key of the ${holder}.`);
  return { url, apiKey };
}
