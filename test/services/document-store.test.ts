/** The document store: whole or absent, and never other bytes than the digest says. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createFolderStore, type DocumentStore } from '../../services/document-store.ts';

let folder: string;
let store: DocumentStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hosho-store-'));
  store = createFolderStore(folder);
});
afterEach(() => rm(folder, { recursive: true }));

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);

/** Names of all files in the folder, half ones too. */
async function files(): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test('what is put is found under its SHA-256, and put again changes nothing', async () => {
  const bytes = randomBytes(10_000);
  const sha256 = await store.put(bytes);
  expect(sha256).toBe(digestOf(bytes));
  expect(await store.put(bytes)).toBe(sha256);
  expect(Buffer.from(await store.get(sha256))).toEqual(bytes);
  expect(await files()).toEqual([sha256]);
});

test('twins that put the same bytes at the same moment leave one file', async () => {
  const bytes = randomBytes(500_000);
  const digests = await Promise.all(Array.from({ length: 8 }, () => store.put(bytes)));
  expect(new Set(digests)).toEqual(new Set([digestOf(bytes)]));
  expect(await files()).toEqual([digestOf(bytes)]);
  expect(Buffer.from(await store.get(digestOf(bytes)))).toEqual(bytes);
});

test('a flipped byte is noticed when it is read', async () => {
  const sha256 = await store.put(randomBytes(10_000));
  const bytes = await readFile(pathOf(sha256));
  bytes[5000] = (bytes[5000] as number) ^ 1;
  await writeFile(pathOf(sha256), bytes);
  await expect(store.get(sha256)).rejects.toThrow('not what its digest says');
});

test('a damaged file is whole again once the right bytes are put', async () => {
  const bytes = randomBytes(10_000);
  const sha256 = await store.put(bytes);
  await writeFile(pathOf(sha256), bytes.subarray(1));
  expect(await store.put(bytes)).toBe(sha256);
  expect(Buffer.from(await store.get(sha256))).toEqual(bytes);
  expect(await files()).toEqual([sha256]);
});

test('a file cut short is noticed when it is read', async () => {
  const sha256 = await store.put(randomBytes(10_000));
  await writeFile(pathOf(sha256), (await readFile(pathOf(sha256))).subarray(0, 9999));
  await expect(store.get(sha256)).rejects.toThrow('not what its digest says');
});

test('what was never put is not there, and a name that is no digest leads nowhere', async () => {
  await expect(store.get(digestOf(randomBytes(8)))).rejects.toMatchObject({ name: 'StoredDocumentMissing' });
  for (const name of ['', '../../etc/passwd', 'A'.repeat(64), `${'a'.repeat(63)}/`]) {
    await expect(Promise.resolve().then(() => store.get(name))).rejects.toThrow('not a digest');
  }
});

test('an empty document is a document', async () => {
  const sha256 = await store.put(new Uint8Array());
  expect(await store.get(sha256)).toHaveLength(0);
});

test('a folder that cannot be written leaves no half file behind', async () => {
  const bytes = randomBytes(1000);
  await writeFile(join(folder, digestOf(bytes).slice(0, 2)), 'a file stands where the folder should be');
  await expect(store.put(bytes)).rejects.toThrow();
  expect(await files()).toHaveLength(1);
});

test('a full disk has a name of its own, and leaves no half file behind', async () => {
  const full = createFolderStore(folder, async () => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write /secret/path'), { code: 'ENOSPC' });
  });
  const failed = (await full.put(randomBytes(1000)).catch((error: unknown) => error)) as Error;
  expect(failed).toMatchObject({ name: 'StoreFull' });
  expect(failed.message).not.toContain('path');
  expect(await files()).toEqual([]);
});

test('killed while it writes, a process leaves no document that is not whole', async () => {
  const script = `
    import { randomBytes } from 'node:crypto';
    const { createFolderStore } = await import(${JSON.stringify(fileURLToPath(new URL('../../services/document-store.ts', import.meta.url)))});
    const store = createFolderStore(process.argv[1]);
    process.stdout.write('putting');
    for (;;) await store.put(randomBytes(2_000_000));`;
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      '--input-type=module',
      '-e',
      script,
      folder,
    ]);
    const gone = new Promise((exited) => child.once('exit', (_code, signal) => exited(signal)));
    await new Promise((said) => child.stdout.once('data', said));
    while ((await files()).length < round * 3 + 2) await new Promise((next) => setImmediate(next));
    child.kill('SIGKILL');
    expect(await gone).toBe('SIGKILL');
  }
  const whole = (await files()).filter((name) => /^[0-9a-f]{64}$/.test(name));
  expect(whole.length).toBeGreaterThan(0);
  for (const sha256 of whole) expect(await store.get(sha256)).toHaveLength(2_000_000);
});
