/** One process at a time holds a lock, and the lock of a dead one is taken over. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { takeLock, waitForLock } from '../../../bin/stack/pid-lock.ts';
import { identify } from '../../../bin/stack/process-identity.ts';

const folder = mkdtempSync(join(tmpdir(), 'hosho-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a lock that is held names its holder', () => {
  const path = join(folder, 'held');
  const lock = takeLock(path);
  expect(takeLock(path)).toEqual({ heldBy: identify(process.pid) });
  if ('release' in lock) lock.release();
  expect(existsSync(path)).toBe(false);
});

test('the lock of a dead process is taken over', () => {
  const path = join(folder, 'stale');
  writeFileSync(path, JSON.stringify({ pid: process.pid, started: 'a process that had our number before' }));
  expect(takeLock(path)).toHaveProperty('release');
});

test('a lock file that cannot be read is taken over', () => {
  const path = join(folder, 'broken');
  writeFileSync(path, '{');
  expect(takeLock(path)).toHaveProperty('release');
});

test('who waits gets the lock when it is given back, and hears once who holds it', async () => {
  const path = join(folder, 'waited-for');
  const first = takeLock(path);
  const heard: number[] = [];
  const waiting = waitForLock(path, ({ pid }) => {
    heard.push(pid);
    if ('release' in first) first.release();
  });
  (await waiting).release();
  expect(heard).toEqual([process.pid]);
});
