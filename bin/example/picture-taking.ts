/** How a picture is taken: a page of a person of its own, signed in, kept as a file as it stands in the window. */
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';

/** Every picture is as wide and as high as the pages of help give room for. */
const size = { width: 1200, height: 864 };
export type Language = 'ja' | 'en';

interface Folder {
  readonly folder: string;
  readonly say: (sentence: string) => void;
}

/** A page of its own, of nobody yet. */
export async function person(browser: Browser): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport(size);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  return page;
}

/** Types email and password; on return the next page is there. */
export async function signIn(page: Page, address: string, email: string, password: string): Promise<void> {
  await page.goto(address);
  await page.type('[name="email"]', email);
  await page.type('[name="password"]', password);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

/** Keeps what the window shows, with this place at its top; fonts are there by then. */
export function keeper(page: Page, language: Language, { folder, say }: Folder) {
  return async (name: string, place?: string) => {
    await page.evaluate(async (selector) => {
      await document.fonts.ready;
      const top = selector === undefined ? null : document.querySelector(selector);
      scrollTo(0, top === null ? 0 : Math.max(0, top.getBoundingClientRect().top + scrollY - 40));
      (document.activeElement as HTMLElement | null)?.blur();
    }, place);
    const path = join(folder, `${name}.${language}.webp`) as `${string}.webp`;
    await page.screenshot({ path, type: 'webp', quality: 60 });
    say(`  ${name}.${language}.webp`);
  };
}
