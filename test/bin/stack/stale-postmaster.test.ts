/** The note of a PostgreSQL that was killed goes when its number is another process's, and only then. */

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { clearStalePostmaster } from '../../../bin/stack/stale-postmaster.ts';

let folder: string;
let note: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hosho-postmaster-'));
  note = join(folder, 'postmaster.pid');
});
afterEach(() => rmSync(folder, { recursive: true }));

const withProc = existsSync('/proc/self/cwd') ? test : test.skip;

withProc('a number that another process has now is forgotten', () => {
  writeFileSync(note, `${process.pid}\n${folder}\n`);
  clearStalePostmaster(folder);
  expect(existsSync(note)).toBe(false);
});

withProc('while a process works in the data folder its note stays, whoever has the number', async () => {
  const postgres = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd: folder });
  const ended = new Promise((resolve) => postgres.once('exit', resolve));
  try {
    for (const number of [postgres.pid, process.pid]) {
      writeFileSync(note, `${number}\n${folder}\n`);
      clearStalePostmaster(folder);
      expect(existsSync(note)).toBe(true);
    }
  } finally {
    postgres.kill('SIGKILL');
    await ended;
  }
});

test('where there is no note nothing happens', () => {
  expect(() => clearStalePostmaster(folder)).not.toThrow();
});
