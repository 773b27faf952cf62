/** Figure: bytes over the line until a page stands in a browser that was never here: page, styles, scripts, fonts. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import { launchChromium } from '../../services/chromium.ts';
import type { BenchStack } from './bench-stack.ts';
import { type Figure, reported } from './figure.ts';

/** Where the browser is unpacked, as the local stack has it. */
const cacheDir = fileURLToPath(new URL('../../.tools/chromium', import.meta.url));

/** The sign-in page, then the start page and the list after it, each with nothing kept from before. */
export async function firstView({ desk }: BenchStack): Promise<Figure> {
  const browser = await launchChromium({ cacheDir, reaches: '127.0.0.1' });
  try {
    const page = await browser.newPage();
    const values = [await kilobytesOf(page, `${desk.url}/sign-in`)];
    await page.type('#email', desk.email);
    await page.type('#password', desk.password);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    for (const path of ['/', '/guarantees']) values.push(await kilobytesOf(page, `${desk.url}${path}`));
    return {
      ...reported('first-view', 'kB', '≤ 150', [Math.max(...values)]),
      spread: [Math.min(...values), Math.max(...values)],
    };
  } finally {
    await browser.close();
  }
}

async function kilobytesOf(page: Page, url: string): Promise<number> {
  const session = await page.createCDPSession();
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  await session.detach();
  return bytes / 1_000;
}
