/** Which Temporal CLI is used, and that a download is kept only when its checksum is right. The release comes from a local server. */

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { cacheFolder, findTemporalCli, temporalVersion } from '../../../bin/stack/temporal-cli.ts';
import { archiveName } from '../../../bin/stack/temporal-download.ts';

let folder: string;
let release: Server;
let releaseUrl: string;
let served: Map<string, Buffer>;
let archive: Buffer;
let asked: string[] = [];
const program = '#!/bin/sh\necho "temporal version 1.5.1 (Server 1.29.1, UI 2.42.1)"\n';

beforeAll(async () => {
  release = createServer((request, response) => {
    asked.push(request.url ?? '');
    const content = served.get(request.url ?? '');
    response.writeHead(content === undefined ? 404 : 200).end(content);
  });
  await new Promise<void>((listening) => release.listen(0, '127.0.0.1', listening));
  releaseUrl = `http://127.0.0.1:${(release.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((closed) => release.close(closed)));

beforeEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), 'hosho-cli-'));
  writeProgram(join(folder, 'made', 'temporal'), program);
  execFileSync('tar', ['-czf', join(folder, 'archive.tar.gz'), '-C', join(folder, 'made'), 'temporal']);
  archive = readFileSync(join(folder, 'archive.tar.gz'));
  serve(createHash('sha256').update(archive).digest('hex'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('TEMPORAL_CLI wins over everything else', async () => {
  const named = join(folder, 'made', 'temporal');
  expect(await find({ TEMPORAL_CLI: named })).toBe(named);
  await expect(find({ TEMPORAL_CLI: join(folder, 'nothing') })).rejects.toThrow('TEMPORAL_CLI names');
});

test('a temporal on the PATH is used when its server is new enough', async () => {
  const withNew = join(folder, 'made');
  expect(await find({ PATH: `${withNew}:/usr/bin:/bin` })).toBe(join(withNew, 'temporal'));
});

test('a temporal on the PATH with an older server is passed over', async () => {
  writeProgram(join(folder, 'old', 'temporal'), program.replace('1.29.1', '1.28.9'));
  expect(await find({ PATH: `${join(folder, 'old')}:/usr/bin:/bin` })).toBe(join(cached(), 'temporal'));
});

test('a release with the right checksum is unpacked into the cache, and found there the next time', async () => {
  expect(await find({})).toBe(join(cached(), 'temporal'));
  served.clear();
  expect(await find({})).toBe(join(cached(), 'temporal'));
  expect(readFileSync(join(cached(), 'temporal'), 'utf8')).toBe(program);
});

test('a release with another checksum is thrown away', async () => {
  serve('0'.repeat(64));
  await expect(find({})).rejects.toThrow('was thrown away');
  expect(existsSync(join(cached(), 'temporal'))).toBe(false);
});

test('a release without a checksum is not taken', async () => {
  served.set('/checksums.txt', Buffer.from('abc  something-else.tar.gz\n'));
  await expect(find({})).rejects.toThrow(`lists no ${archiveName(temporalVersion)}`);
});

test('where the site is away it says so, and the error lists every way', async () => {
  const said: string[] = [];
  const url = 'http://127.0.0.1:9';
  const failed = findTemporalCli({ env: env({}), releaseUrl: url, say: (text) => said.push(text) });
  await expect(failed).rejects.toThrow(/TEMPORAL_CLI[\s\S]*PATH[\s\S]*official download[\s\S]*Go 1\.25/);
  expect(said[0]).toContain('could not be downloaded');
});

test.each([{ HOME: 'home' }, { XDG_CACHE_HOME: 'cache' }])('the cache has an absolute path with %j too', (env) => {
  expect(isAbsolute(cacheFolder(env))).toBe(true);
});

test('two that look at the same time fetch it once', async () => {
  const [first, second] = await Promise.all([find({}), find({})]);
  expect(second).toBe(first);
  expect(asked.filter((url) => url.endsWith('.tar.gz'))).toHaveLength(1);
});

function serve(checksum: string): void {
  const name = archiveName(temporalVersion);
  served = new Map([
    ['/checksums.txt', Buffer.from(`${'1'.repeat(64)}  other.tar.gz\n${checksum}  ${name}\n`)],
    [`/${name}`, archive],
  ]);
  asked = [];
}

function find(changed: NodeJS.ProcessEnv): Promise<string> {
  return findTemporalCli({ env: env(changed), releaseUrl, say: () => {} });
}

/** A machine without Go and with a cache of its own. */
function env(changed: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), ...changed };
}

function cached(): string {
  return cacheFolder(env({}));
}

function writeProgram(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o755);
}
