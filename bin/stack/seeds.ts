/** Sample registers, people and keys for a local run; what is there already stays. */

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './project-root.ts';
import { replaceFile } from './replace-file.ts';
import { houseUrl, type Local } from './service-processes.ts';

export type ApiKeys = Readonly<Record<string, string>>;

const run = promisify(execFile);

/** The service's samples are there; returns the sample people's API keys, made once and kept beside the data. */
export async function seedService(local: Local): Promise<ApiKeys> {
  const path = join(local.varFolder, 'api-keys.json');
  const kept = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ApiKeys) : null;
  const args = ['bin/seed.ts', ...(kept === null ? ['--api-keys'] : [])];
  const printed = await runNode(args, {
    DATABASE_URL: houseUrl(local, 'service', 'owner'),
    SEED_PASSWORD: local.secrets.contractorPassword,
    SEED_STAFF_PASSWORD: local.secrets.staffPassword,
    SEED_STAFF_TOTP_SECRET: local.secrets.staffTotpSecret,
    SESSION_SECRET: local.secrets.sessionSecret,
  });
  if (kept !== null) return kept;
  const { apiKeys } = JSON.parse(printed) as { apiKeys: ApiKeys };
  replaceFile(path, apiKeys);
  return apiKeys;
}

/** D-Sure knows the surety by its token, and has the sample authority's account with the kept password. */
export async function seedDSure(local: Local): Promise<void> {
  await runNode(['d-sure/seed.ts'], {
    D_SURE_DATABASE_OWNER_URL: houseUrl(local, 'd-sure', 'owner'),
    D_SURE_SEED_SURETY_TOKEN: local.secrets.dSureToken,
    D_SURE_SEED_PASSWORD: local.secrets.authorityPassword,
  });
}

async function runNode(args: readonly string[], environment: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...environment },
  });
  return stdout;
}
