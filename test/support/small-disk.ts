/** A disk of its own of 64 kB, where this machine lets us have one; else a folder whose writing is told the same. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** What writes a file there: the product's own, where the disk is a real one. */
  readonly write: ((path: string, bytes: Uint8Array) => Promise<void>) | undefined;
  /** No byte goes onto it any more. */
  fill(): void;
  makeRoom(): void;
  remove(): void;
}

export function openSmallDisk(): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'hosho-test-disk-'));
  const filler = join(folder, 'filler');
  const isReal = mounted(folder);
  let isFull = false;
  const write = async (path: string, bytes: Uint8Array) => {
    if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    await writeFile(path, bytes);
  };
  return {
    folder,
    write: isReal ? undefined : write,
    fill: () => {
      isFull = true;
      if (isReal) fillUp(filler);
    },
    makeRoom: () => {
      isFull = false;
      if (isReal) execFileSync('mount', ['-o', 'remount,size=64m', folder]);
      rmSync(filler, { force: true });
    },
    remove: () => {
      if (isReal) execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fillUp(filler: string): void {
  try {
    writeFileSync(filler, Buffer.alloc(128 * 1024));
  } catch {
    // as much as there was room for
  }
}
