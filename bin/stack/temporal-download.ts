/** The official release of Temporal's CLI for this platform, kept only when it has the checksum that its publisher serves beside it. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Download {
  readonly version: string;
  /** Where `temporal` ends up. */
  readonly folder: string;
  readonly releaseUrl: string | undefined;
}

const officialRelease = (version: string) => `https://github.com/temporalio/cli/releases/download/v${version}`;

/** The path of the program. Throws with a sentence when the site cannot be reached or its file is not what it should be. */
export async function downloadTemporal({ version, folder, releaseUrl }: Download): Promise<string> {
  const base = releaseUrl ?? officialRelease(version);
  const name = archiveName(version);
  const expected = checksumOf(name, (await get(`${base}/checksums.txt`, 15_000)).toString('utf8'));
  if (expected === null) throw new Error(`The Temporal CLI could not be downloaded: ${base} lists no ${name}.`);
  const archive = await get(`${base}/${name}`, 600_000);
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual !== expected) {
    throw new Error(`The Temporal CLI from ${base} was thrown away: its checksum is ${actual}, not ${expected}.`);
  }
  return unpack(archive, folder);
}

export function archiveName(version: string): string {
  return `temporal_cli_${version}_${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}.tar.gz`;
}

/** Lines of the list are a checksum, spaces and a file name. */
function checksumOf(name: string, list: string): string | null {
  const line = list.split('\n').find((each) => each.trim().split(/\s+/).at(-1) === name);
  return line?.trim().split(/\s+/)[0]?.toLowerCase() ?? null;
}

async function get(url: string, withinMs: number): Promise<Buffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const { message, cause } = error as Error & { cause?: Error };
    throw new Error(`The Temporal CLI could not be downloaded from ${url} (${cause?.message || message}).`);
  }
}

/** Beside, then renamed: what stands in the folder is always whole. */
function unpack(archive: Buffer, folder: string): string {
  const unfinished = `${folder}.download-${process.pid}`;
  try {
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'archive.tar.gz'), archive);
    execFileSync('tar', ['-xzf', 'archive.tar.gz', 'temporal'], {
      cwd: unfinished,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    chmodSync(join(unfinished, 'temporal'), 0o755);
    mkdirSync(dirname(join(folder, 'temporal')), { recursive: true });
    renameSync(join(unfinished, 'temporal'), join(folder, 'temporal'));
    return join(folder, 'temporal');
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
