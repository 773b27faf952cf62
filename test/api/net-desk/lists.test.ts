/** The lists that guarantees are followed by, read as a person reads them, and as files. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Browser } from '../../../bin/example/browser.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, arrive, issue, seal } from './support/followed.ts';

let desk: OpenDesk;
let browser: TestBrowser;
const hostile = '=HYPERLINK("http://example.jp","押す")<script>alert(1)</script>';

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
  for (const projectName of ['第1号橋梁補修', hostile, '第3号 𠮷野道路 🚧']) {
    const revision = await applyFor(desk, { projectName });
    if (projectName === '第1号橋梁補修') continue;
    await issue(desk, revision);
    await arrive(desk, revision);
  }
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const signedIn = new Map<string, Browser>();

async function read(address: string, who: 'clerk' | 'stranger' = 'clerk') {
  const reading = signedIn.get(who) ?? (await desk.signIn(who)).browser;
  signedIn.set(who, reading);
  return reading.visit(address);
}

describe('保証契約一覧', () => {
  test('shows what was applied for, how many, and what each waits for', async () => {
    const { text, html } = await read('/guarantees');
    expect(text).toContain('6件');
    expect(text).toContain(hostile);
    expect(html).not.toContain('<script>alert');
    expect(text).toContain('○ 審査中');
    expect(text).toContain('● 提出待ち');
  });

  test('is narrowed and sorted by its address, and says so where nothing fits', async () => {
    const one = await read(`/guarantees?q=${encodeURIComponent('𠮷野')}&product=prepayment`);
    expect(one.text).toContain(' 1件');
    expect(one.text).not.toContain('橋梁補修');
    expect(one.html).toContain('value="𠮷野"');
    const none = await read('/guarantees?q=%25%25none&sort=amount');
    expect(none.text).toContain('この条件に合う保証はありません');
  });

  test('a day that is none is refused beside its field, and the rest is shown', async () => {
    const page = await read(`/guarantees?from=${encodeURIComponent('2026年2月31日')}&to=R8.4.1`);
    expect(page.html).toContain('id="from-error"');
    expect(page.html).toContain('href="#from"');
    expect(page.html).not.toContain('id="to-error"');
    expect(page.html).toContain('value="2026年2月31日"');
  });

  test.each([
    '/guarantees?sort=rubbish&group=x&product[]=y&after=%00&before=',
    "/guarantees?after=1'%20OR%20'1'='1&q=%00%5C",
    `/guarantees?q=${'長'.repeat(600)}`,
    '/issued?before=../../etc&kind=none&from=%F0%9F%9A%A7',
    '/statements?month=2026-13&fromYen=-1&toYen=1e999&q=%25',
  ])('%s is a page like any other', async (address) => {
    expect((await read(address)).status).toBe(200);
  });

  test('as a file it has the same rows, and no cell calculates', async () => {
    const { html, headers } = await read('/guarantees.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain(encodeURIComponent('保証契約一覧_'));
    const rows = parse(html, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(6);
    expect(rows.map(({ 工事名 }) => 工事名)).toContain(`'${hostile}`);
    expect(rows.map(({ 保証金額 }) => 保証金額)).toContain('20000000');
  });

  test('a file is narrowed like its list', async () => {
    const page = await read('/guarantees?form=electronic&q=%E6%A9%8B%E6%A2%81');
    const { html } = await read(
      /href="(\/guarantees\.csv[^"]+)"/
        .exec(page.html)?.[1]
        ?.replaceAll('&amp;', '&')
        .replaceAll('&#x3D;', '=') as string,
    );
    expect(parse(html, { bom: true })).toHaveLength(3);
  });
});

test('電子保証履歴一覧 has what arrived, with its certificate', async () => {
  const page = await read('/issued');
  expect(page.text).toContain('2件');
  expect(page.text).toContain('新規');
  expect(page.text).not.toContain('橋梁補修');
  expect(page.html).toMatch(/href="\/guarantees\/[\w-]+\/certificates\/1" target="_blank"/);
  const rows = parse((await read('/issued.csv')).html, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map((row) => row['No.'])).toEqual(['1', '1']);
});

describe('保証料計算書一覧', () => {
  test('has each statement by month, with its sum and its file', async () => {
    const page = await read('/statements');
    expect(page.text).toContain('みらい建設保証 株式会社');
    expect(page.text).toMatch(/\d{4}年\d{1,2}月 （ ?2件/);
    expect(page.html).toMatch(/href="\/guarantees\/[\w-]+\/documents\/fee-statement\?revision&#x3D;1"/);
  });

  test('is found by amount, day and counterparty', async () => {
    const fee = /([\d,]+)円/.exec(
      (await read('/statements')).text.split('保証契約番号').at(-1) as string,
    )?.[1] as string;
    const exact = `/statements?fromYen=${encodeURIComponent(fee)}&toYen=${encodeURIComponent(`${fee}円`)}`;
    expect((await read(exact)).text).toContain(' 2件 CSV');
    expect((await read('/statements?fromYen=999,999,999')).text).toContain('この条件に合う保証料計算書はありません');
    expect((await read(`/statements?q=${encodeURIComponent('みらい 高根沢')}`)).text).toContain(' 2件 CSV');
    expect((await read('/statements?to=2020-01-01')).text).toContain('この条件に合う');
    expect((await read('/statements?month=2020-01')).text).toContain('この条件に合う');
  });

  test('as a file it is one for the accountant', async () => {
    const rows = parse((await read('/statements.csv')).html, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map(({ 取引先 }) => 取引先)).toEqual(['みらい建設保証 株式会社', 'みらい建設保証 株式会社']);
    expect(rows.every(({ 保証料 }) => /^\d+$/.test(保証料 as string))).toBe(true);
  });
});

test('a month of fee statements is one archive: a file each by day, counterparty and amount, and an index of them', async () => {
  const { browser: reading } = await desk.signIn('clerk');
  const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7);
  const page = await reading.visit(`/statements?month=${month}`);
  const zipped = Buffer.from(await reading.download(page, 'この月の計算書をまとめて保存')).toString();
  expect(zipped).toMatch(/\d{8}_みらい建設保証 株式会社_39400_保証料計算書\.pdf/);
  expect(zipped).toContain('索引.csv');
  expect(zipped).toContain('ファイル名,日付,取引先,保証料');
  expect(zipped.match(/%PDF-1\.7 fee-statement/g)).toHaveLength(2);
  const { browser: stranger } = await desk.signIn('stranger');
  const theirs = await stranger.visit(`/statements.zip?month=${month}`);
  expect(theirs.html).not.toContain('%PDF');
});

test('another contractor sees nothing of it, on no page and in no file', async () => {
  for (const address of ['/guarantees', '/issued', '/statements']) {
    expect((await read(address, 'stranger')).text).toContain('0件');
    expect(parse((await read(`${address}.csv`, 'stranger')).html, { bom: true })).toHaveLength(1);
  }
});

test.each(['/guarantees', '/issued', '/statements', '/events'])('%s is for people who signed in', async (address) => {
  const answer = await fetch(`${desk.url}${address}`, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual(
    address === '/events' ? [401, null] : [303, '/sign-in'],
  );
});

test.each([
  ['/guarantees', 'ja', false, 1280],
  ['/guarantees?q=nothing&from=x', 'en', true, 360],
  ['/issued', 'en', true, 1280],
  ['/statements', 'ja', true, 360],
])(
  '%s, %s, dark %s, %d px: axe finds nothing, and nothing is wider than the screen',
  async (address, lang, dark, width) => {
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(browser.complaints).toEqual([]);
  },
);

test('a list that is open shows what changed without a reload, and stays where it was narrowed to', async () => {
  const page = await browser.person();
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/guarantees?q=${encodeURIComponent('あとから')}`);
  const words = () => page.$eval('#list', (list) => list.textContent ?? '');
  expect(await words()).toContain('この条件に合う保証はありません');
  await seal(desk);
  await applyFor(desk, { projectName: 'あとからの工事' });
  await applyFor(desk, { projectName: 'ほかの工事' });
  await seal(desk);
  await until(async () => (await words()).includes('あとからの工事'));
  expect(await words()).not.toContain('ほかの工事');
});

test('in English no words of the pages are left in Japanese, but for names and what people wrote', async () => {
  const names = [
    hostile,
    '第1号橋梁補修',
    '第3号 𠮷野道路 🚧',
    'あとからの工事',
    'ほかの工事',
    '高根沢町長',
    '高根沢町',
    '栃木支店',
  ];
  names.push('〇〇建設 株式会社', 'みらい建設保証 株式会社', '〇〇銀行 ××支店', 'R8.4.1, 令和8年4月1日');
  const page = await browser.person();
  await desk.signInWith(page, 'clerk');
  const { guaranteeId } = await desk.db.revision.findFirstOrThrow({ where: { stage: 'posted' } });
  for (const address of ['/', '/guarantees', '/issued', '/statements', `/guarantees/${guaranteeId}`]) {
    await page.goto(`${desk.url}${address}?lang=en`);
    const said = await page.$eval('main', (main) => {
      for (const element of main.querySelectorAll('[lang="ja"]')) element.remove();
      return main.textContent ?? '';
    });
    const ours = names.reduce((text, name) => text.replaceAll(name, ''), said);
    expect([address, ours.match(/[\u3040-\u30ff\u4e00-\u9fff]+.{0,20}/g)]).toEqual([address, null]);
  }
});

test('a person keeps a search under a name, goes back to it, and takes it away; nobody else sees it', async () => {
  const { browser: reading } = await desk.signIn('administrator');
  const narrowed = await reading.visit('/guarantees?product=prepayment&sort=amount&after=x');
  const saved = await reading.press(narrowed, '検索を保存する', { 検索の名前: '前払<b>金</b>' });
  expect(saved.address).toBe('/guarantees?product=prepayment&sort=amount');
  expect(saved.html).toContain('前払&lt;b&gt;金');
  const back = await reading.follow(await reading.visit('/guarantees'), '前払<b>金');
  expect(back.address).toBe('/guarantees?product=prepayment&sort=amount');
  for (const page of [await read('/guarantees'), await reading.visit('/issued')])
    expect(page.text).not.toContain('保存した検索');
  const { browser: clerk, page } = await desk.signIn('clerk');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] as string;
  const removal = /action="(\/guarantees\/searches\/[\w-]+\/removal)"/.exec(back.html)?.[1] as string;
  await clerk.send(removal, new URLSearchParams({ formToken }));
  expect(await desk.db.savedSearch.count()).toBe(1);
  const unnamed = new URLSearchParams({ formToken, name: ' ', query: 'q=1' });
  expect((await clerk.send('/issued/searches', unnamed)).status).toBe(422);
  for (let number = 0; number < 20; number++)
    await clerk.send('/issued/searches', new URLSearchParams({ formToken, name: `検索${number}`, query: 'q=1' }));
  const many = await clerk.send('/issued/searches', new URLSearchParams({ formToken, name: '多い', query: 'q=1' }));
  expect([many.status, many.text.includes('20件まで')]).toEqual([409, true]); // saved-searches-must-be-few
  await reading.send(
    removal,
    new URLSearchParams({ formToken: /name="formToken" value="([^"]+)"/.exec(back.html)?.[1] as string }),
  );
  expect((await reading.visit('/guarantees')).text).not.toContain('保存した検索');
});
