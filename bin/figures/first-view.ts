/** Figure: bytes over the line until a page stands in a browser that was never here: page, styles, scripts, fonts. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer';
import { launchChromium } from '../../services/chromium.ts';
import type { BenchStack } from './bench-stack.ts';
import { type Figure, reported } from './figure.ts';

/** Where the browser is unpacked, as the local stack has it. */
const cacheDir = fileURLToPath(new URL('../../.tools/chromium', import.meta.url));

/**
 * The sign-in page, then the start page and the list after it, each with nothing kept from before: the largest of them.
 * The second figure is of a machine without a Japanese font of its own, which fetches the pieces of ours that it needs.
 */
export async function firstView({ desk }: BenchStack): Promise<Figure[]> {
  const browser = await launchChromium({ cacheDir, reaches: 'localhost' });
  try {
    const page = await browser.newPage();
    const values = [await kilobytesOf(page, `${desk.url}/sign-in`)];
    await page.type('#email', desk.email);
    await page.type('#password', desk.password);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    for (const path of ['/', '/guarantees']) values.push(await kilobytesOf(page, `${desk.url}${path}`));
    return [
      largest(
        'first-view',
        '≤ 150',
        values.map(({ plain }) => plain),
      ),
      largest(
        'first-view-with-web-fonts',
        '≤ 150',
        values.map(({ withWebFonts }) => withWebFonts),
      ),
    ];
  } finally {
    await browser.close();
  }
}

function largest(name: string, target: string | null, values: readonly number[]): Figure {
  const spread = [Math.min(...values), Math.max(...values)] as const;
  return { ...reported(name, 'kB', target, [spread[1]]), spread };
}

async function kilobytesOf(page: Page, url: string): Promise<{ plain: number; withWebFonts: number }> {
  const session = await page.createCDPSession();
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  await page.goto(url, { waitUntil: 'load' });
  await fontsStand(page);
  const plain = bytes / 1_000;
  await page.evaluate(() => {
    document.body.style.fontFamily = '"Noto Sans JP"';
  });
  await fontsStand(page);
  await session.detach();
  return { plain, withWebFonts: bytes / 1_000 };
}

/** The page was laid out, and whatever fonts that asked for have come. */
function fontsStand(page: Page): Promise<void> {
  return page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await document.fonts.ready;
  });
}
