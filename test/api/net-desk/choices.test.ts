/** Searching authorities and banks on the form: by kana, as it is typed or by a press, and never losing what is chosen. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';

let desk: OpenDesk;
let browser: TestBrowser;
let clerk: Browser;
let form: Page;
let address: string;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
  clerk = (await desk.signIn('clerk')).browser;
  form = await clerk.press(await clerk.visit('/drafts'), '新しく申し込む');
  address = /action="(\/drafts\/[\w-]{36})"/.exec(form.html)?.[1] ?? '';
});
afterAll(() => Promise.all([desk.close(), browser.close()]));

function send(values: Record<string, string>, path = address): Promise<Page> {
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  return clerk.send(path, new URLSearchParams({ formToken, step: 'search', ...values }));
}

/** The titles of a choice, but for the empty one. */
function optionsOf({ html }: Page, name: string): string[] {
  const [, select = ''] = new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(html) ?? [];
  return [...select.matchAll(/<option value="[^"]+"[^>]*>([^<]+)</g)].map(([, title = '']) => title);
}

test.each([
  [{ 'search.authority': 'ﾀｶﾈｻﾞﾜ' }, ['高根沢町（栃木県）']],
  [{ 'search.authority': 'のうそん' }, ['栃木県（栃木県）']],
  [{ 'search.prefecture': '東京都' }, ['国土交通省（東京都）']],
  [{ 'search.authority': 'みほん', 'contract.authorityId': 'mlit' }, ['国土交通省（東京都）', '見本村（栃木県）']],
  [{ 'search.authority': "%' --" }, []],
])('without JavaScript, %j and a press leave %j to choose', async (values, found) => {
  const page = await send(values as Record<string, string>);
  expect([page.status, optionsOf(page, 'contract.authorityId')]).toEqual([200, found]);
});

test('departments are those of the authority that is chosen (R-C4)', async () => {
  const page = await send({ 'contract.authorityId': 'tochigi-pref' });
  expect(optionsOf(page, 'contract.departmentId')).toEqual(['県土整備部監理課', '農政部農村振興課'].sort());
});

test.each([
  ['バツバツ', ['〇〇銀行 ××支店']],
  ['まるまる さんかく', ['〇〇銀行 △△支店']],
  ['ﾐﾎﾝ', ['見本信用金庫 高根沢支店']],
  ['しかく', []], // no agreement with the surety
  ['100%', []],
])('a bank is found by the kana %s: %j (R-F0b, R-U10)', async (words, found) => {
  const page = await send({ 'prepayment.bankSearch': words });
  expect(optionsOf(page, 'prepayment.bankBranchId')).toEqual(found);
  expect(optionsOf(page, 'midterm-prepayment.bankBranchId')).toHaveLength(3);
});

test('a register of thousands shows fifty, says so, and keeps what is chosen', async () => {
  const many = Array.from({ length: 60 }, (_, index) => {
    const name = `連番${index}市`;
    const reading = `れんばん${String(index).padStart(2, '0')}`;
    return {
      id: `many-${index}`,
      name,
      reading,
      prefecture: '群馬県',
      class: '市区町村',
      beneficiaryTitle: `${name}長`,
    };
  });
  await desk.owner.authority.createMany({ data: many });
  const page = await send({ 'search.authority': 'れんばん', 'contract.authorityId': 'takanezawa' });
  expect(optionsOf(page, 'contract.authorityId')).toHaveLength(51);
  expect(page.text).toContain('はじめの50件から選べます');
  expect(page.html).toContain('<option value="takanezawa" selected>');
  await desk.owner.authority.deleteMany({ where: { prefecture: '群馬県' } });
});

test('an address of choices that is none is told as such (address-must-exist)', async () => {
  expect((await send({}, '/choices/banks?product=bond')).status).toBe(404);
  expect((await send({ formToken: 'foreign' }, '/choices/authorities')).status).toBe(403);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)(
  'with a keyboard alone: typed kana narrow, the choice is made, its departments follow (%s, dark %s, %d px)',
  async (language, dark, width) => {
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}/drafts?lang=ja`);
    await page.click('::-p-xpath(//button[normalize-space()="新しく申し込む"])');
    await page.waitForSelector('[id="search.authority"]');
    await page.goto(`${page.url()}?lang=${language}`);
    await page.focus('[id="search.authority"]');
    await page.keyboard.type('とちぎけん');
    await page.waitForFunction(() => document.querySelectorAll('[id="contract.authorityId"] option').length === 2);
    await page.focus('[id="contract.authorityId"]');
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.querySelectorAll('[id="contract.departmentId"] option').length === 3);
    expect(await page.$eval('[id="contract.authorityId"]', (select) => (select as HTMLSelectElement).value)).toBe(
      'tochigi-pref',
    );
    if (process.env.PICTURES) {
      await page.$eval('.searches', (element) => element.scrollIntoView());
      await page.screenshot({ path: `${process.env.PICTURES}/search-${width}.png` });
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(browser.complaints).toEqual([]);
  },
);
