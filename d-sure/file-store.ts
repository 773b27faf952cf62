/** The posted PDFs, by SHA-256: written whole or not at all, checked at every reading. */
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from './sha256.ts';

export interface FileStore {
  /** The bytes lie on the disk under their digest, which is returned. Storing again changes nothing. */
  store(bytes: Uint8Array): Promise<string>;
  /** The stored bytes. Throws where they are missing, or no longer what was stored. */
  read(digest: string): Promise<Buffer>;
  /** Whether files can be written now. */
  answers(): Promise<boolean>;
}

export function createFileStore(folder: string): FileStore {
  const pathOf = (digest: string) => join(folder, digest.slice(0, 2), `${digest}.pdf`);
  return {
    async store(bytes) {
      const digest = sha256(bytes);
      const path = pathOf(digest);
      if (await holds(path, digest)) return digest;
      await mkdir(dirname(path), { recursive: true });
      const temporary = join(dirname(path), `.${randomUUID()}.part`);
      try {
        await writeThrough(temporary, bytes);
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
      return digest;
    },
    async read(digest) {
      const bytes = await readFile(pathOf(digest));
      if (sha256(bytes) !== digest) throw new Error(`The stored file ${digest} is damaged.`);
      return bytes;
    },
    answers() {
      return mkdir(folder, { recursive: true })
        .then(() => access(folder, constants.W_OK))
        .then(
          () => true,
          () => false,
        );
    },
  };
}

async function holds(path: string, digest: string): Promise<boolean> {
  const bytes = await readFile(path).catch(() => null);
  return bytes !== null && sha256(bytes) === digest;
}

async function writeThrough(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
