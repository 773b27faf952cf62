/** A real browser for tests: pages as people see them, looked over by axe. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer';
import { launchChromium } from '../../services/chromium.ts';
import { chromiumSettings } from './chromium-settings.ts';

export interface TestBrowser {
  /** A page of a person of its own: no cookie of anybody else's. */
  person(options?: Person): Promise<Page>;
  /** What the pages complained about in their consoles, a refused script or style above all. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface Person {
  readonly javaScript?: boolean;
  readonly dark?: boolean;
  readonly width?: number;
}

/** A browser for a test file. `reaches`: the one host that it opens pages of. */
export async function openBrowser(reaches = '127.0.0.1'): Promise<TestBrowser> {
  const browser: Browser = await launchChromium({ ...chromiumSettings, reaches });
  const complaints: string[] = [];
  return {
    complaints,
    async person({ javaScript = true, dark = false, width = 1280 } = {}) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, height: 900 });
      await page.setJavaScriptEnabled(javaScript);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }]);
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      return page;
    },
    close: () => browser.close(),
  };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 AA on the page as it stands, a sentence each. Needs JavaScript in the page. */
export async function violations(page: Page): Promise<string[]> {
  const session = await page.createCDPSession(); // not through the page's own policy, which lets no foreign script in
  await session.send('Runtime.evaluate', { expression: axe });
  const found = (await page.evaluate(async (tags) => {
    const { axe: here } = globalThis as unknown as { axe: { run(options: object): Promise<unknown> } };
    return here.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
  }, rules)) as AxeResults;
  await session.detach();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
  );
}
