/** A PostgreSQL that lives as long as one function runs, and leaves nothing behind. */

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './ports.ts';
import { postgresPart, superuserUrl } from './postgres.ts';
import { postgresHome } from './postgres-home.ts';
import { createSupervisor } from './supervisor.ts';

export async function withTemporaryPostgres<T>(act: (superuserUrl: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-postgres-'));
  chmodSync(folder, 0o755);
  const silent = () => {};
  const dataFolder = postgresHome(folder, silent).dataFolder;
  const supervisor = createSupervisor({ logFolder: join(folder, 'log'), say: console.error, onChange: silent });
  const superuserPassword = randomBytes(12).toString('base64url');
  const settings = { folder, port: await freePort(), superuserPassword, forgetful: true, say: silent };
  try {
    await supervisor.start(postgresPart(settings));
    return await act(superuserUrl(settings));
  } finally {
    await supervisor.stop();
    rmSync(join(dataFolder, '..'), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}
