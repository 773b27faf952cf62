/** Every building block in a real browser: nothing that axe objects to, in both languages, by day and by night. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { openAssets } from '../../web/assets.ts';
import { pageHeaders } from '../../web/headers.ts';
import { languageChoice, languageOf } from '../../web/language.ts';
import { createPages } from '../../web/pages.ts';
import { openBrowser, type TestBrowser, violations } from '../support/browser.ts';

let browser: TestBrowser;
let server: ReturnType<ReturnType<typeof express>['listen']>;
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
  const assets = openAssets();
  const pages = createPages({ pages: join(import.meta.dirname, 'pages'), layout: 'layout' }, assets.address);
  const app = express()
    .use(pageHeaders({ https: false }))
    .use('/assets', assets.serve)
    .use(languageChoice({ cookie: 'language', https: false }))
    .get('/favicon.ico', (_request, response) => void response.status(204).end())
    .get('/', (request, response) => void response.send(pages.page('blocks', languageOf(request, 'language'), values)));
  server = app.listen(0);
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

const options = [
  { value: 'a', title: '証書(紙)' },
  { value: 'b', title: '電子保証(認証キーを含む)' },
];
const values = {
  title: '見本',
  hostile: '<b>●●●●工事</b>',
  savedAt: new Date('2026-04-01T03:00:00Z'),
  trail: [{ title: '全体トップ', href: '/' }, { title: '見本' }],
  steps: [{ title: '申込作成', isCurrent: true }, { title: '申込確認' }, { title: '送信完了' }],
  way: [{ title: '申込', isPassed: true }, { title: '引受承認', isCurrent: true }, { title: '発行' }],
  refusals: [{ field: 'amountYen', sentence: '請負金額を入力してください。' }],
  options,
  facts: [
    { label: '工事名', value: '●●●●工事' },
    { label: 'JV名', value: '' },
  ],
};

test.each([
  ['ja', false, 1280],
  ['en', false, 1280],
  ['ja', true, 1280],
  ['en', true, 360],
])(
  '%s, dark %s, %d px wide: no violation, nothing refused by the policy, nothing wider than the screen',
  async (language, dark, width) => {
    const page = await browser.person({ dark, width });
    await page.goto(`${url}/?lang=${language}`);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(browser.complaints).toEqual([]);
  },
);

test('yen get their commas when the field is left, and what cannot be read stays as it was typed', async () => {
  const page = await browser.person();
  await page.goto(url);
  for (const [typed, shown] of [
    ['１２３４５６７円', '1,234,567'],
    ['五千万', '五千万'],
  ]) {
    await page.$eval('#amountYen', (field) => ((field as HTMLInputElement).value = ''));
    await page.type('#amountYen', typed as string);
    await page.focus('#projectName');
    expect(await page.$eval('#amountYen', (field) => (field as HTMLInputElement).value)).toBe(shown);
  }
});

test('a field without a label is something that axe objects to', async () => {
  const page = await browser.person();
  await page.goto(url);
  await page.$eval('label[for="amountYen"]', (label) => label.remove());
  expect((await violations(page)).join()).toContain('label:');
});
