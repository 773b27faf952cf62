/** What sets a checkout up is done by one of those who want it at the same time. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, jest, test } from '@jest/globals';
import { setUpOnce } from '../../../bin/stack/set-up-once.ts';

const folder = mkdtempSync(join(tmpdir(), 'hosho-set-up-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('of two at the same time one does the work, and neither goes on before it is done', async () => {
  const said = jest.spyOn(console, 'error').mockImplementation(() => {});
  let done = 0;
  const work = async () => {
    await new Promise(setImmediate);
    done += 1;
  };
  const once = async () => ({
    byUs: await setUpOnce({ isDone: () => done > 0, work, lockPath: join(folder, 'lock') }),
    done,
  });
  const both = await Promise.all([once(), once()]);
  expect(both).toEqual([
    { byUs: true, done: 1 },
    { byUs: false, done: 1 },
  ]);
  expect(said.mock.calls).toEqual([[`Another process (${process.pid}) sets this checkout up; waiting.`]]);
  said.mockRestore();
});

test('work that fails leaves it to the next', async () => {
  const lockPath = join(folder, 'failed');
  const work = () => {
    throw new Error('no registry');
  };
  await expect(setUpOnce({ isDone: () => false, work, lockPath })).rejects.toThrow('no registry');
  expect(await setUpOnce({ isDone: () => false, work: () => {}, lockPath })).toBe(true);
});
