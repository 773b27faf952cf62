/** The staff's list: narrowed by its address, named and shared, taken away as a file, walked by the keyboard, live. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { productNames } from '../../../api/net-desk/stage-words.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import type { Product } from '../../../domain/product.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { applyFor, returnTo } from '../net-desk/support/followed.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let ids: Awaited<ReturnType<typeof applyFor>>;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  ids = await applyFor(operations);
  await applyFor(operations);
}, 120_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

test('a case is found by one character, by its stage and by whom it waits for; each condition is taken off by its chip', async () => {
  const { browser } = await operations.signIn('reviewer');
  const whole = await browser.visit('/guarantees');
  expect(whole.text).toContain('4件');
  for (const query of ['q=工', 'stage=applied', 'waits=reviewer', 'product=prepayment&q=工', 'stuck=no'])
    expect((await browser.visit(`/guarantees?${query}`)).html).toContain(`row-${ids.guaranteeId}`);
  for (const query of [
    'q=𠮷',
    'stage=posted',
    'waits=contractor',
    'stage=applied&waits=contractor',
    'stuck=yes',
    'authority=無い町',
  ])
    expect((await browser.visit(`/guarantees?${query}`)).text).toContain('この条件に合う保証はありません');
  const narrowed = await browser.visit('/guarantees?q=工&stage=applied');
  expect(narrowed.html).toContain('href="/guarantees?stage&#x3D;applied"');
});

test('what cannot be read is told beside its field (day-must-exist, amount-must-be-within-bounds, condition-must-be-readable)', async () => {
  const { browser } = await operations.signIn('operator');
  const page = await browser.visit('/guarantees?from=2026-02-31&min=-5&stage=nowhere&after=x');
  expect(page.status).toBe(200);
  expect(page.html).toContain('id="from-error"');
  expect(page.html).toContain('id="min-error"');
  expect(page.html).toContain('id="stage-error"');
});

test('a list is kept under a name, shared with others, and taken away by its owner alone', async () => {
  const { browser } = await operations.signIn('reviewer');
  const narrowed = await browser.visit('/guarantees?stage=applied&sort=waiting');
  const kept = await browser.press(narrowed, '一覧を保存する', {
    一覧の名前: '審査の朝',
    ほかの担当者と共有する: 'yes',
  });
  expect(kept.address).toBe('/guarantees?stage=applied&sort=waiting');
  const { browser: other } = await operations.signIn('operator');
  const theirs = await other.visit('/guarantees');
  expect(theirs.text).toContain('審査の朝');
  expect(theirs.text).toContain('審査 一郎さんの共有');
  const { id } = await operations.owner.savedSearch.findFirstOrThrow({ where: { name: '審査の朝' } });
  expect(theirs.html).not.toContain(`/guarantees/views/${id}/removal`);
  const gone = await browser.press(await browser.visit('/guarantees'), '削除 ：審査の朝', {});
  expect(gone.text).not.toContain('審査の朝');
});

test('a list without a name is not kept (field-must-be-given)', async () => {
  const { browser } = await operations.signIn('reviewer');
  const refused = await browser.press(await browser.visit('/guarantees?stage=applied'), '一覧を保存する', {
    一覧の名前: '',
  });
  expect(refused.status).toBe(422);
});

test('the file has exactly the rows that the page shows, in its order, with what it shows of each', async () => {
  const { browser } = await operations.signIn('auditor');
  const queries = [
    'stage=applied&sort=oldest',
    'stage=applied&product=prepayment&sort=newest',
    'q=工&sort=amount',
    'q=𠮷',
  ];
  for (const query of queries) {
    const page = await browser.visit(`/guarantees?${query}`);
    const shown = [...page.html.matchAll(/<tr[^>]*id="row-([0-9a-f-]{36})"/g)].map(([, id = '']) => id);
    const file = await browser.visit(`/guarantees.csv?${query}`);
    const [, ...lines] = file.html.split('\r\n').filter((line) => line !== '');
    const expected = await Promise.all(shown.map(lineOf));
    expect([query, lines.map((line) => line.replaceAll('"', '').split(',').slice(0, 3).join())]).toEqual([
      query,
      expected.map(({ receipt, day }) => [receipt, day, ''].join()),
    ]);
    for (const [n, { product, amount }] of expected.entries())
      for (const words of [product, amount, '審査待ち']) expect(lines[n]).toContain(words);
  }
});

/** What the file says of a case that nobody approved yet. */
async function lineOf(id: string) {
  const { product, application, revisions } = await operations.owner.guarantee.findUniqueOrThrow({
    where: { id },
    include: { application: true, revisions: true },
  });
  return {
    receipt: application.receiptNumber,
    day: dayInJapan(application.appliedAt),
    product: productNames[product as Product],
    amount: String(revisions[0]?.amountYen),
  };
}

test('the keyboard goes from row to row, opens and searches; a change comes without reload', async () => {
  const page = await chromium.person();
  await operations.signInWith(page, 'operator');
  await page.goto(`${operations.url}/guarantees?stage=applied`);
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('tr')?.id ?? document.activeElement?.id ?? '');
  const rows = await page.$$eval('tr[data-row]', (all) => all.map(({ id }) => id));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  expect(await focused()).toBe(rows[1]);
  await page.keyboard.press('k');
  expect(await focused()).toBe(rows[0]);
  await page.keyboard.press('/');
  expect(await focused()).toBe('q');
  await returnTo(operations, ids, '金額をご確認ください');
  await until(async () => (await page.$(`#row-${ids.guaranteeId}`)) === null);
  await page.click('[data-keys] button'); // off, for whom they disturb
  for (const key of ['j', '/'] as const) await page.keyboard.press(key);
  expect(await focused()).toBe('');
  await page.close();
}, 60_000);

test.each([
  ['light', 1280, 'ja'],
  ['dark', 1280, 'en'],
  ['light', 360, 'ja'],
])(
  'axe finds nothing on the overview and the list: %s, %d px, %s',
  async (tone, width, language) => {
    const page = await chromium.person({ dark: tone === 'dark', width });
    await operations.signInWith(page, 'operator');
    for (const path of ['/', '/guarantees', '/guarantees?q=工&stage=applied&from=2026-02-31', '/guarantees?q=𠮷']) {
      await page.goto(`${operations.url}${path}${language === 'en' ? `${path.includes('?') ? '&' : '?'}lang=en` : ''}`);
      expect([path, await violations(page)]).toEqual([path, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      if (process.env.SHOTS !== undefined)
        await page.screenshot({
          path: `${process.env.SHOTS}/${tone}-${width}-${encodeURIComponent(path).slice(0, 40)}.png`,
          fullPage: true,
        });
    }
    expect(chromium.complaints).toEqual([]);
  },
  60_000,
);
