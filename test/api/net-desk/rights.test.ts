/** What a right does not allow: no page leads there, and whoever comes anyway is told why, and whom to ask. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from '../../../bin/example/browser.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, arrive, issue, returnTo } from './support/followed.ts';

let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
  const posted = await applyFor(desk);
  await issue(desk, posted);
  await arrive(desk, posted);
  await returnTo(desk, await applyFor(desk), '金額をご確認ください。');
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));

/** Every page that links lead to, and where forms on them go; files and the way out are left aside. */
async function ledTo(browser: Browser): Promise<{ pages: Map<string, number>; forms: Set<string> }> {
  const pages = new Map<string, number>();
  const forms = new Set<string>();
  const waiting = ['/'];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (pages.has(path)) continue;
    const page = await browser.visit(path);
    pages.set(path, page.status);
    for (const [, href = ''] of page.html.matchAll(/<a [^>]*href="(\/[^"#?]*)/g)) {
      if (!href.startsWith('/assets/') && !/\.\w+$|\/documents\/|\/certificates\//.test(href)) waiting.push(href);
    }
    for (const [, action = ''] of page.html.matchAll(/<form[^>]*method="post"[^>]*action="([^"]+)"/g))
      forms.add(action);
  }
  return { pages, forms };
}

test.each(['reader', 'clerk', 'administrator'] as const)('no page leads a %s to what it may not do', async (who) => {
  const { browser, page } = await desk.signIn(who);
  const { pages, forms } = await ledTo(browser);
  expect([...pages].filter(([, status]) => status >= 400)).toEqual([]);
  expect(pages.size).toBeGreaterThan(5);
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const acts = [...forms].filter((action) => !/^\/(sign-out|account)/.test(action));
  if (who !== 'reader') return expect(acts.length).toBeGreaterThan(1);
  for (const action of acts) {
    const answer = await browser.send(action, new URLSearchParams({ formToken }));
    expect([action, answer.status]).not.toEqual([action, 403]);
  }
});

test('whoever comes anyway is told which right they have, and who may change it (role-must-allow-this)', async () => {
  const { browser: reader } = await desk.signIn('reader');
  const told = await reader.visit('/company/users');
  expect(told.status).toBe(403);
  for (const words of ['あなたの権限は「閲覧者」です', '申込や提出などの操作はできません', '見本 次郎'])
    expect(told.text).toContain(words);
  expect(told.text).not.toContain('見本 太郎');
  const { browser: clerk } = await desk.signIn('clerk');
  expect((await clerk.visit('/company/users')).text).toContain('会社の設定は管理者だけが開けます');
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])('the page that says so (%s, dark %s, %d px) has nothing that axe objects to', async (language, dark, width) => {
  const page = await chromium.person({ dark, width });
  await desk.signInWith(page, 'reader');
  await page.goto(`${desk.url}/company/users?lang=${language}`);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
