/** The characters that stand on the real pages, by the weight that they stand in: of a company with guarantees, and of one with none. */
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { launchChromium } from '../../services/chromium.ts';
import type { Issued } from '../example/issued.ts';
import { projectRoot } from '../stack/project-root.ts';
import type { PageCharacters, Weight } from './plan.ts';

export interface PagesSettings {
  readonly urls: { readonly netDesk: string; readonly dSure: string };
  readonly secrets: { readonly contractorPassword: string; readonly authorityPassword: string };
  readonly guarantee: Issued;
}

const followed = [
  '/',
  '/guarantees',
  '/issued',
  '/statements',
  '/drafts',
  '/bulk',
  '/authorities',
  '/help',
  '/account',
];
/** Where a person arrives, on either portal. */
const firstPages = ['/sign-in', '/', '/guarantees', '/certificates'];
const administered = ['/company/users', '/company/api-keys'];
const asked = ['/certificates', '/opened', '/account'];

/** The characters of each page. */
export async function charactersOfPages({ urls, secrets, guarantee }: PagesSettings): Promise<PageCharacters[]> {
  const browser = await launchChromium({ cacheDir: join(projectRoot, '.tools', 'chromium'), reaches: 'localhost' });
  const { contractorPassword, authorityPassword } = secrets;
  const own = `/guarantees/${guarantee.id}`;
  try {
    return [
      ...(await seenBy(
        browser,
        urls.netDesk,
        ['hanako@marumaru-kensetsu.example.jp', contractorPassword],
        [...followed, own],
      )),
      ...(await seenBy(browser, urls.netDesk, ['jiro@marumaru-kensetsu.example.jp', contractorPassword], administered)),
      ...(await seenBy(browser, urls.netDesk, ['taro@sankaku-doboku.example.jp', contractorPassword], followed)),
      ...(await seenBy(browser, urls.dSure, ['soumu@takanezawa.example.jp', authorityPassword], asked)),
    ];
  } finally {
    await browser.close();
  }
}

/** The sign-in page, and then each of these. */
async function seenBy(browser: Browser, url: string, [email, password]: [string, string], paths: readonly string[]) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const seen = [await charactersOf(page, `${url}/sign-in`)];
  await page.type('[name="email"]', email);
  await page.type('[name="password"]', password);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  for (const path of paths) seen.push(await charactersOf(page, `${url}${path}`));
  await context.close();
  return seen;
}

async function charactersOf(page: Page, address: string): Promise<PageCharacters> {
  const answer = await page.goto(address);
  if (answer?.ok() !== true || new URL(page.url()).pathname !== new URL(address).pathname) {
    throw new Error(`${address} did not open.`);
  }
  const texts = await page.evaluate(() => {
    const found: Record<Weight, string> = { 400: '', 700: '' };
    const add = (element: Element, text: string | null) => {
      const isDrawn = element.getClientRects().length > 0;
      if (isDrawn) found[Number(getComputedStyle(element).fontWeight) >= 600 ? 700 : 400] += text ?? '';
    };
    for (const select of document.querySelectorAll('select')) add(select, select.textContent);
    for (const field of document.querySelectorAll('input, textarea')) add(field, field.getAttribute('placeholder'));
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const element = nodes.currentNode.parentElement;
      if (element !== null) add(element, nodes.currentNode.textContent);
    }
    return found;
  });
  return {
    400: new Set(texts[400]),
    700: new Set(texts[700]),
    isFirst: firstPages.includes(new URL(address).pathname),
  };
}
