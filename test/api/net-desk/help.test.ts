/** Help: every screen leads to its own, every page stands in both languages with its pictures, and the leaflet's questions are answered. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { explanations, helpFor, screenTopics } from '../../../api/net-desk/help-topics.ts';
import { openBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const topics = [...screenTopics, ...explanations];

test.each([
  ['/', '/help'],
  ['/drafts', '/help/apply'],
  ['/drafts/1/confirmation', '/help/apply'],
  ['/bulk/1', '/help/bulk'],
  ['/guarantees', '/help/guarantees'],
  ['/guarantees/1', '/help/key'],
  ['/guarantees/1/submission-set', '/help/submission'],
  ['/guarantees/1/claim', '/help/submission'],
  ['/guarantees/1/resubmission/confirmation', '/help/apply'],
  ['/guarantees/1/correction-request', '/help/guarantees'],
  ['/company/users', '/help/company'],
  ['/account/second-factor', '/help/account'],
  ['/issued', '/help/issued'],
  ['/statements', '/help/statements'],
])('the help of %s is %s', (path, address) => {
  expect(helpFor(path)).toBe(address);
});

test('every screen leads to its help, the menu and the foot to all of it', async () => {
  const { browser } = await desk.signIn('reader');
  for (const [screen, title] of [
    ['/drafts', '保証申込のヘルプ'],
    ['/guarantees', '保証契約一覧のヘルプ'],
    ['/issued', '電子保証履歴一覧のヘルプ'],
    ['/statements', '保証料計算書一覧のヘルプ'],
  ] as const) {
    expect((await browser.follow(await browser.visit(screen), 'この画面のヘルプ')).text).toContain(title);
  }
  const all = await browser.follow(await browser.visit('/'), 'ヘルプ');
  for (const { title } of topics) expect((await browser.follow(all, title)).status).toBe(200);
  expect((await browser.visit('/help/../../package')).status).toBe(404);
  expect((await browser.visit('/help/nothing')).status).toBe(404);
});

test('the leaflet’s seven questions are answered; which authorities there are, the register says', async () => {
  const { browser } = await desk.signIn('reader');
  const page = await browser.follow(await browser.visit('/'), 'よくあるご質問');
  const questions = [...page.html.matchAll(/<h2>([^<]+)<\/h2>\s*<p>(.*?)<\/p>/gs)];
  expect(questions).toHaveLength(7);
  for (const name of ['高根沢町', '国土交通省', '栃木県']) expect(page.html).toContain(name);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)(
  'every page of it (%s, dark %s, %d px) is whole, shows its pictures and has nothing that axe objects to',
  async (language, dark, width) => {
    const chromium = await openBrowser();
    try {
      const page = await chromium.person({ dark, width });
      await desk.signInWith(page, 'reader');
      await page.goto(`${desk.url}/help?lang=${language}`);
      expect(await violations(page)).toEqual([]);
      for (const { name } of topics) {
        await page.goto(`${desk.url}/help/${name}`);
        expect(await violations(page)).toEqual([]);
        const shown = await page.evaluate(async () => {
          const pictures = [...document.querySelectorAll<HTMLImageElement>('main img')];
          for (const each of pictures) each.loading = 'eager';
          await Promise.all(pictures.map((each) => each.decode()));
          return document.documentElement.scrollWidth <= innerWidth;
        });
        expect([name, shown]).toEqual([name, true]);
      }
      expect(chromium.complaints).toEqual([]);
    } finally {
      await chromium.close();
    }
  },
);
