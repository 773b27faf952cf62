/** The document store: files by their SHA-256. A file is whole or absent, and a read verifies the digest. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface DocumentStore {
  /** The file's SHA-256; on return the bytes are on disk, whole. Storing the same bytes again changes nothing. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes of a digest. Throws where there are none, or others. */
  get(sha256: string): Promise<Uint8Array>;
}

/** Why the store could not do it, by a name that an incident carries. Its message holds no path. */
export class StoreFailure extends Error {
  constructor(
    name: 'StoreFull' | 'StoreNotWritable' | 'StoredDocumentMissing' | 'StoredDocumentDamaged',
    message: string,
  ) {
    super(message);
    this.name = name;
  }
}

/** A store in a folder: temporary name, fsync, rename. `write` puts a whole file on the disk. */
export function createFolderStore(folder: string, write = writeWhole): DocumentStore {
  const pathOf = (sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a digest');
    return join(folder, sha256.slice(0, 2), sha256);
  };
  return {
    async put(bytes) {
      const sha256 = digestOf(bytes);
      const path = pathOf(sha256);
      if (await isWhole(path, sha256)) {
        await syncFolder(dirname(path)); // a twin may have renamed it just now
        return sha256;
      }
      const temporary = `${path}.${randomUUID()}`;
      try {
        if ((await mkdir(dirname(path), { recursive: true })) !== undefined) await syncFolder(folder);
        await write(temporary, bytes);
        await rename(temporary, path);
        await syncFolder(dirname(path));
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => undefined);
        throw writingFailure(error);
      }
      return sha256;
    },
    async get(sha256) {
      const bytes = await readFile(pathOf(sha256)).catch((error) => {
        throw codeOf(error) === 'ENOENT'
          ? new StoreFailure('StoredDocumentMissing', 'a stored document is gone')
          : error;
      });
      if (digestOf(bytes) !== sha256)
        throw new StoreFailure('StoredDocumentDamaged', 'a stored document is not what its digest says');
      return bytes;
    },
  };
}

/** Whether the folder takes a small file, gives it back and lets it go, on the disk itself. Fails by the names of `put`. */
export function createFolderProbe(folder: string, write = writeWhole): () => Promise<void> {
  return async () => {
    const bytes = randomBytes(4096);
    const path = join(folder, `probe.${randomUUID()}`);
    try {
      await mkdir(folder, { recursive: true });
      await write(path, bytes);
      if (!bytes.equals(await readFile(path)))
        throw new StoreFailure('StoredDocumentDamaged', 'a document that was just stored is read back as another');
    } catch (error) {
      throw writingFailure(error);
    } finally {
      await rm(path, { force: true }).catch(() => undefined);
    }
  };
}

/** Whether the document lies there undamaged: one that does not is written anew. */
async function isWhole(path: string, sha256: string): Promise<boolean> {
  return readFile(path).then(
    (bytes) => digestOf(bytes) === sha256,
    () => false,
  );
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A full disk and a folder that lets nobody write have names of their own; what else goes wrong keeps its own. */
function writingFailure(error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreFailure('StoreFull', `no room is left (${code})`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return new StoreFailure('StoreNotWritable', `the folder cannot be written to (${code})`);
  return error;
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}
