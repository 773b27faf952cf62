/** 電子保証対応の発注者: found by kana of any width, by department and by prefecture, with what their rules say. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from '../../../bin/example/browser.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';

let desk: OpenDesk;
let browser: TestBrowser;
let reading: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
  reading = (await desk.signIn('reader')).browser;
});
afterAll(() => Promise.all([desk.close(), browser.close()]));

const read = (query: Record<string, string>) => reading.visit(`/authorities?${new URLSearchParams(query)}`);

test.each([
  ['高根沢', ['高根沢町'], ['栃木県庁']],
  ['たかねざわ', ['高根沢町'], ['見本村']],
  ['ﾀｶﾈｻﾞﾜ', ['高根沢町'], ['見本村']],
  ['タカネ　総務', ['高根沢町'], ['見本村']],
  ['のうそんしんこう', ['農政部農村振興課'], ['高根沢町']],
  ['', ['高根沢町', '国土交通省', '関東地方整備局', '見本村'], []],
])('%s finds them, whatever the width or kana', async (q, found, others) => {
  const { text } = await read({ q });
  for (const name of found) expect(text).toContain(name);
  for (const name of others) expect(text).not.toContain(name);
});

test('each says yes, paper only or ask, since when, by which day, and who says so (R-O2, R-O5, R-C4)', async () => {
  const { text } = await read({});
  expect(text).toMatch(
    /高根沢町 たかねざわまち 栃木県 全体 すべて ✓ 電子保証に対応 2025年12月1日（月）から 請負契約日で判定 高根沢町の案内/,
  );
  expect(text).toMatch(/農政部農村振興課 すべて ● 発注者へ確認 案件ごとの承認です 2024年4月1日（月）から/);
  expect(text).toMatch(/見本村 みほんむら 栃木県 全体 すべて ！ 紙の証書のみ ― 電子保証の登録がありません/);
});

test('products that differ stand on rows of their own', async () => {
  const rule = { authorityId: 'mihon-village', rule: 'by-contract-date', source: '見本村の案内' };
  await desk.owner.acceptanceRule.create({
    data: { ...rule, id: 'mihon-1', product: 'contract-guarantee', fromOn: new Date('2026-01-01T00:00:00Z') },
  });
  const { text } = await read({ q: 'みほん' });
  expect(text).toMatch(/全体 前払金保証、中間前払金保証 ！ 紙の証書のみ/);
  expect(text).toMatch(/全体 契約保証 ✓ 電子保証に対応 2026年1月1日/);
});

test('the prefecture narrows, and stands in the address with the words', async () => {
  const page = await read({ prefecture: '東京都' });
  expect(page.text).toContain('国土交通省');
  expect(page.text).not.toContain('高根沢町');
  expect(page.html).toContain('<option value="東京都" selected>');
  expect((await read({ q: 'どこにもない', prefecture: '栃木県' })).text).toContain('この条件に合う発注者はありません');
});

test('more than a page of them are paged by address, and none is left out', async () => {
  const many = Array.from({ length: 60 }, (_, index) => {
    const number = String(index).padStart(2, '0');
    const names = { name: `連番${number}市`, reading: `れんばん${number}し`, prefecture: '群馬県' };
    return { id: `many-${number}`, ...names, class: '市区町村', beneficiaryTitle: `連番${number}市長` };
  });
  await desk.owner.authority.createMany({ data: many });
  const first = await read({ prefecture: '群馬県' });
  const second = await reading.follow(first, '次のページ');
  const names = [first, second].flatMap(({ text }) => text.match(/連番\d\d市/g) ?? []);
  expect([first.text.includes('60件'), new Set(names).size]).toEqual([true, 60]);
});

test('words that no register holds find nothing and break nothing', async () => {
  for (const q of ["%' OR 1=1 --", '\\', '<script>alert(1)</script>', '\u0000', 'あ'.repeat(500)]) {
    const page = await read({ q, after: "'" });
    expect(page.status).toBe(200);
    expect(page.html).not.toContain('<script>alert');
  }
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)('axe finds nothing (%s, dark %s, %d px)', async (language, dark, width) => {
  const page = await browser.person({ dark, width });
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/authorities?lang=${language}`);
  if (process.env.PICTURES)
    await page.screenshot({ path: `${process.env.PICTURES}/authorities-${width}.png`, fullPage: true });
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
