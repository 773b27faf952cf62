/** Stuck guarantees ticked in the list, or all that its conditions find, retried together: without JavaScript, and by keys. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { until } from '../../../support/until.ts';
import { applyFor, seal } from '../../net-desk/support/followed.ts';
import { createIncident } from '../../support/stuck-incidents.ts';
import { type OpenOperations, openOperations } from '../support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let stuck: string[];
let flowing: string;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  stuck = [];
  for (let count = 0; count < 3; count += 1) stuck.push((await applyFor(operations)).guaranteeId);
  flowing = (await applyFor(operations)).guaranteeId;
  for (const id of stuck) await createIncident(operations.db, id, { amountYen: 4_000_000n });
}, 120_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));
beforeEach(async () => {
  await operations.owner.rateLimit.deleteMany();
});

const chosen = (...ids: string[]) => `/bulk-retries/new?which=chosen${ids.map((id) => `&guarantee=${id}`).join('')}`;

test('a stuck row has a checkbox for whoever may free it, and no other row has one', async () => {
  const { browser } = await operations.signIn('operator');
  const { html } = await browser.visit('/guarantees');
  for (const id of stuck) expect(html).toContain(`name="guarantee" value="${id}"`);
  expect(html).not.toContain(`name="guarantee" value="${flowing}"`);
  const { browser: reviewer } = await operations.signIn('reviewer');
  const theirs = await reviewer.visit('/guarantees');
  expect([theirs.html.includes('name="guarantee"'), theirs.text.includes('再実行…')]).toEqual([false, false]);
  expect((await reviewer.visit(chosen(...stuck))).status).toBe(403);
});

test('what was ticked is told with its money, wants a reason, and leads to the preview', async () => {
  const { browser } = await operations.signIn('operator');
  const [one, other] = stuck as [string, string];
  const page = await browser.visit(chosen(one, other, flowing, 'no-id'));
  expect(page.text).toMatch(/一覧で選んだ保証\s*3件/);
  expect(page.text).toMatch(/2件\s*8,000,000円/);
  const pace = { '試した後の速さ（1分あたりの件数）': '300' };
  const unreasoned = await browser.press(page, '件数を確かめる', { 理由: '', ...pace });
  expect([unreasoned.status, unreasoned.text.includes('入力内容をご確認ください')]).toEqual([422, true]);
  const preview = await browser.press(page, '件数を確かめる', { 理由: 'D-Sureが復旧したため', ...pace });
  expect(preview.address).toMatch(/^\/bulk-retries\/[0-9a-f-]{36}$/);
  expect(preview.text).toMatch(/確認待ち/);
  expect(preview.text).toMatch(/2件\s*8,000,000円/);
  expect(await operations.db.incident.count({ where: { state: 'retrying' } })).toBe(0);
});

test('all that the conditions find are taken', async () => {
  const { browser } = await operations.signIn('operator');
  const all = await browser.visit('/bulk-retries/new?which=all&stage=applied&stuck=yes');
  expect(all.text).toMatch(/段階: 審査待ち/);
  expect(all.text).toMatch(/3件\s*12,000,000円/);
  const none = await browser.visit('/bulk-retries/new?which=all&stage=posted');
  expect(none.text).toContain('再実行を待っている停止はありません。');
  expect(none.html).toContain('href="/guarantees?stage&#x3D;posted"');
  expect((await browser.visit('/bulk-retries/new')).text).toContain('再実行を待っている停止はありません。');
});

test.each([
  ['min=-5', '金額（以上）：'],
  ['branch=nowhere', '支店：この条件を読み取れません。'],
  ['stage=nowhere', '段階：この条件を読み取れません。'],
  ['stage=applied&stage=posted', '段階：この条件を読み取れません。'],
  ['waits=nobody', '次に動く人：この条件を読み取れません。'],
  ['stuck=perhaps', '停止の有無：この条件を読み取れません。'],
  ['product=car', '商品：この条件を読み取れません。'],
  ['form=fax', '形式：この条件を読み取れません。'],
  ['due=tomorrow&branch=nowhere', '期限（まで）：'],
  ['q=1&q=2', '言葉：この条件を読み取れません。'],
  [`authority=${'町'.repeat(101)}`, '発注者：この条件を読み取れません。'],
  [`q=${encodeURIComponent('1 2 3 4 5 6 7 8 9')}`, '言葉：この条件を読み取れません。'],
])(
  'a condition that cannot be read (%s) chooses nothing instead of more (condition-must-be-readable)',
  async (query, told) => {
    const { browser } = await operations.signIn('operator');
    const address = `/bulk-retries/new?which=all&${query}`;
    const page = await browser.visit(address);
    expect(page.text).toContain('入力内容をご確認ください');
    expect(page.text.replace(/\s+/g, '')).toContain(told);
    expect(page.text).toContain('再実行を待っている停止はありません。');
    expect(page.html).not.toContain('name="reason"');
    const { html, ...form } = await browser.visit('/bulk-retries/new?which=all&stuck=yes');
    const sentThere = html.replace(/action="[^"]*which[^"]*"/, `action="${address.replaceAll('&', '&amp;')}"`);
    const before = await operations.db.bulkRetry.count();
    const pressed = await browser.press({ ...form, html: sentThere }, '件数を確かめる', {
      理由: '復旧したため',
      '試した後の速さ（1分あたりの件数）': '300',
    });
    expect([pressed.status, pressed.text.replace(/\s+/g, '').includes(told)]).toEqual([409, true]);
    expect(await operations.db.bulkRetry.count()).toBe(before);
  },
);

test('the list offers all that its conditions find only where each of them is read', async () => {
  const { browser } = await operations.signIn('operator');
  const offers = async (query: string) =>
    (await browser.visit(`/guarantees?${query}`)).html.includes('name="which" value="all"');
  expect([await offers('stage=applied'), await offers('stage=applied&branch=nowhere')]).toEqual([true, false]);
});

test('x chooses the row of the keyboard, the bar counts, and a choice outlasts a change of the list', async () => {
  const page = await chromium.person();
  await operations.signInWith(page, 'operator');
  await page.goto(`${operations.url}/incidents`);
  await page.keyboard.press('j');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toMatch(/^\/incidents\/causes\//);
  await page.goto(`${operations.url}/guarantees?stuck=yes`);
  const told = () => page.$eval('[data-chosen]:not([hidden])', (bar) => bar.textContent);
  expect(await told()).toBe('選択中の件数：0');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  expect(await told()).toBe('選択中の件数：2');
  await page.keyboard.press('x');
  expect(await told()).toBe('選択中の件数：1');
  const ticked = () =>
    page.$$eval('input[data-choice]:checked', (all) => all.map((one) => (one as HTMLInputElement).value));
  const [first] = await ticked();
  const added = (await applyFor(operations)).guaranteeId;
  await createIncident(operations.db, added);
  await seal(operations);
  await until(async () => (await page.$(`#row-${added}`)) !== null);
  await until(async () => (await told()) === '選択中の件数：1');
  expect(await ticked()).toEqual([first]);
  expect(await violations(page)).toEqual([]);
  await Promise.all([page.waitForNavigation(), page.click('button[name="which"][value="chosen"]')]);
  expect(await page.$eval('main', (main) => main.textContent)).toContain('一覧で選んだ保証');
  expect(new URL(page.url()).searchParams.getAll('guarantee')).toEqual([first]);
  expect(await violations(page)).toEqual([]);
  expect(chromium.complaints).toEqual([]);
}, 60_000);

test.each([1280, 360])(
  'the list with its bar and the page of what was chosen fit %d px',
  async (width) => {
    const page = await chromium.person({ width });
    await operations.signInWith(page, 'operator');
    for (const [name, path] of [
      ['list', '/guarantees?stuck=yes'],
      ['new', '/bulk-retries/new?which=all&stuck=yes'],
      ['unread', '/bulk-retries/new?which=all&branch=nowhere&min=-5'],
      ['unread-list', '/guarantees?branch=nowhere&stage=nowhere&min=-5'],
      ['cause', `/incidents/causes/${encodeURIComponent('post × DSureUnreachable × d-sure')}`],
    ] as const) {
      await page.goto(`${operations.url}${path}`);
      expect([name, await violations(page)]).toEqual([name, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      if (process.env.SHOTS !== undefined)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
    }
  },
  60_000,
);
