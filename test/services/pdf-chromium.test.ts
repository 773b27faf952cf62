import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ChromiumMissing, findChromium } from '../../services/chromium.ts';
import { unpackBundledChromium } from '../../services/pdf-chromium-bundle.ts';
import { openPdfPrinter } from '../../services/pdf-printer.ts';
import { chromiumSettings } from '../support/chromium-settings.ts';

let cacheDir: string;
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'hosho-chromium-'));
});
afterAll(() => rm(cacheDir, { recursive: true, force: true }));

test('a browser that the setting names is the one that is used, whatever else is there', async () => {
  const { executablePath } = await findChromium(chromiumSettings);
  const found = await findChromium({ cacheDir, executablePath });
  expect(found).toMatchObject({ executablePath, from: 'PUPPETEER_EXECUTABLE_PATH' });
}, 60_000);

test('a setting that names no browser is an error that lists the ways to get one', async () => {
  const missing = openPdfPrinter({ cacheDir, executablePath: join(cacheDir, 'no-such-browser') });
  await expect(missing).rejects.toThrow(ChromiumMissing);
  await expect(missing).rejects.toThrow(
    /no-such-browser.*PUPPETEER_EXECUTABLE_PATH.*puppeteer browsers install.*@sparticuz\/chromium/s,
  );
});

const onLinux = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip;
onLinux(
  'two that unpack the bundled browser at once both get it, and leave nothing half done',
  async () => {
    const bundle = join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/bin');
    const [one, other] = await Promise.all([
      unpackBundledChromium(bundle, cacheDir),
      unpackBundledChromium(bundle, cacheDir),
    ]);
    expect(one).toEqual(other);
    expect(await readdir(cacheDir)).toEqual([expect.stringMatching(/^chromium-\d+$/)]);
    expect((await readdir(join(one.executablePath, '..', 'lib'))).sort()).toContain('libnss3.so');
  },
  60_000,
);
