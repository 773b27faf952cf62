/** Unpacks the browser of the package @sparticuz/chromium into a folder of our own, once, whoever comes first. */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';

/**
 * The unpacked browser. A second process that unpacks at the same moment makes its own copy under a temporary name;
 * the first to rename wins, and both use what is then there. Another release of the browser gets a folder of its own.
 */
export async function unpackBundledChromium(
  bundle: string,
  cacheDir: string,
): Promise<{ executablePath: string; libraries: string | null }> {
  const folder = join(cacheDir, `chromium-${(await stat(join(bundle, 'chromium.br'))).size}`);
  if (!(await exists(folder))) await unpackInto(folder, bundle, cacheDir);
  const executablePath = join(folder, 'chromium');
  return { executablePath, libraries: (await startsAlone(executablePath)) ? null : join(folder, 'lib') };
}

async function unpackInto(folder: string, bundle: string, cacheDir: string): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const temporary = await mkdtemp(join(cacheDir, 'unpacking-'));
  try {
    await pipeline(
      createReadStream(join(bundle, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(temporary, 'chromium'), { mode: 0o755 }),
    );
    await unpackLibraries(join(bundle, 'al2023.tar.br'), temporary);
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!(await exists(folder))) throw error;
  }
}

/** Whether the machine has the libraries that the browser wants. `--version` loads them all and opens nothing. */
async function startsAlone(executablePath: string): Promise<boolean> {
  return promisify(execFile)(executablePath, ['--no-sandbox', '--version']).then(
    () => true,
    () => false,
  );
}

/** Writes the plain files of the archive: a header of 512 bytes, then the content, padded to 512. */
async function unpackLibraries(archive: string, folder: string): Promise<void> {
  const tar = await promisify(brotliDecompress)(await readFile(archive));
  await mkdir(join(folder, 'lib'));
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '');
    const size = Number.parseInt(tar.toString('ascii', at + 124, at + 136), 8);
    const file = /^(?:\.\/)?lib\/([\w.+-]+)$/.exec(name)?.[1];
    if (file) await writeFile(join(folder, 'lib', file), tar.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
