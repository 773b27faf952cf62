/** Two reviewers at once, in two real browsers; and a review by the keyboard alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import type { SampleStaffName } from '../../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser } from '../../../support/browser.ts';
import { until } from '../../../support/until.ts';
import { applyFor, seal } from '../../net-desk/support/followed.ts';
import type { OpenOperations } from '../support/operations.ts';
import { claimFor, grant, openReviewing, stageNow } from '../support/under-review.ts';

let operations: OpenOperations;
let browsers: readonly [TestBrowser, TestBrowser];
beforeAll(async () => {
  operations = await openReviewing();
  browsers = await Promise.all([openBrowser(), openBrowser()]);
});
afterAll(async () => {
  for (const { close } of browsers) await close();
  await operations.close();
});

const address = (id: string, rest = '') => `${operations.url}/reviews/${id}${rest}`;
const textOf = (page: Page) => page.$eval('main', (main) => main.textContent ?? '');
const has = (page: Page, words: string) => until(async () => (await textOf(page)).includes(words));

/** A refused press is answered 409: the browser says so, and is right. */
const complaints = () => browsers.flatMap((each) => each.complaints).filter((words) => !words.includes('409'));

/** A person in a browser of their own, at an address. */
async function personAt(which: 0 | 1, who: SampleStaffName, at: string): Promise<Page> {
  const page = await browsers[which].person();
  await operations.signInWith(page, who);
  await page.goto(at);
  return page;
}

const clickAndWait = (page: Page, selector: string) =>
  Promise.all([page.waitForNavigation(), page.locator(selector).click()]);
const claimButton = 'form[action$="/claim"] button';

test('two reviewers press at the same moment: one holds the case, the other is told who', async () => {
  const { guaranteeId: id } = await applyFor(operations);
  const pages = [await personAt(0, 'reviewer', address(id)), await personAt(1, 'secondReviewer', address(id))];
  await Promise.all(pages.map((page) => clickAndWait(page, claimButton)));
  const told = await Promise.all(pages.map(textOf));
  expect(told.filter((text) => text.includes('担当になりました'))).toHaveLength(1);
  const [loser = ''] = told.filter((text) => text.includes('押した内容は記録されていません'));
  expect(loser).toMatch(/審査 (一郎|四郎)さんが担当しています。この画面は見るだけです。/);
  expect(await operations.owner.reviewClaim.count({ where: { guaranteeId: id } })).toBe(1);
  expect(await operations.owner.event.count({ where: { guaranteeId: id, kind: 'review-claimed' } })).toBe(1);
  for (const page of pages) await page.close();
});

test('an open page tells by itself that another took the case, and the queue who holds it', async () => {
  const { guaranteeId: id } = await applyFor(operations);
  const watching = await personAt(0, 'reviewer', address(id));
  const queue = await personAt(0, 'reviewer', `${operations.url}/reviews`);
  const acting = await personAt(1, 'secondReviewer', address(id));
  await has(watching, 'まだ担当がいません');
  await clickAndWait(acting, claimButton);
  await seal(operations);
  await has(watching, '審査 四郎さんが担当しています');
  await until(async () => (await queue.$eval(`#row-${id}`, (row) => row.textContent ?? '')).includes('審査 四郎'));
  expect(complaints()).toEqual([]);
  for (const page of [watching, queue, acting]) await page.close();
});

test('two approvers at one second approval: who lost it meanwhile is told, and there is one approval', async () => {
  await grant(operations, 'secondReviewer', 'approver');
  await operations.owner.productSetting.updateMany({ data: { secondApprovalYen: 1_000_000n } });
  const { guaranteeId: id } = await applyFor(operations);
  await claimFor(operations, 'reviewer', id);
  const first = await personAt(0, 'reviewer', address(id, '/approval'));
  await clickAndWait(first, 'main form button[type="submit"]');
  expect(await stageNow(operations, id)).toBe('awaiting-second-approval');
  await claimFor(operations, 'approver', id);
  const slow = await personAt(0, 'approver', address(id, '/approval'));
  const quick = await personAt(1, 'secondReviewer', address(id, '/takeover'));
  await quick.type('#reason', '承認者が外出したため');
  await clickAndWait(quick, 'main form button[type="submit"]');
  await quick.goto(address(id, '/approval'));
  const press = 'main form button[type="submit"]';
  await Promise.all([clickAndWait(slow, press), clickAndWait(quick, press)]);
  expect(await textOf(quick)).toContain('承認を記録しました');
  expect(await textOf(slow)).toContain('押した内容は記録されていません');
  const applied = { guaranteeId: id, name: 'approve', state: 'applied' };
  expect(await operations.owner.command.count({ where: applied })).toBe(2); // the first approval, and the second
  expect(await stageNow(operations, id)).toBe('issuing');
  await operations.owner.productSetting.updateMany({ data: { secondApprovalYen: null } });
  for (const page of [first, slow, quick]) await page.close();
});

test('the keyboard alone: j and k walk the queue, Enter opens, c takes, a and r lead to the decision; the keys can be switched off', async () => {
  await operations.owner.revision.updateMany({ data: { stage: 'withdrawn' } });
  const { guaranteeId: id } = await applyFor(operations);
  const page = await personAt(0, 'reviewer', `${operations.url}/reviews`);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  const rows = await page.$$eval('[data-rows] tbody tr th a', (links) =>
    links.map((link) => link.getAttribute('href')),
  );
  const go = (key: 'Enter' | 'c' | 'a' | 'r') => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  expect(rows).toHaveLength(2);
  for (const [key, row] of [
    ['j', 0],
    ['j', 1],
    ['j', 1],
    ['k', 0],
  ] as const) {
    await page.keyboard.press(key);
    expect(await focused()).toBe(rows[row]);
  }
  if (rows[0] !== `/reviews/${id}`) await page.keyboard.press('j');
  await go('Enter');
  expect(page.url()).toBe(address(id));
  await go('c');
  await go('r');
  expect(page.url()).toBe(address(id, '/return'));
  await page.focus('#reason');
  await page.keyboard.type('adr'); // typed, not pressed
  expect(await page.$eval('#reason', (field) => (field as HTMLTextAreaElement).value)).toBe('adr');
  await page.goto(address(id));
  await page.click('[data-keys] button');
  await page.keyboard.press('a');
  expect(await page.$eval('[data-keys] button', (button) => button.getAttribute('aria-pressed'))).toBe('false');
  expect(page.url()).toBe(address(id));
  await page.click('[data-keys] button');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await go('a');
  expect(page.url()).toBe(address(id, '/approval'));
  await page.focus('main form button[type="submit"]');
  await go('Enter');
  expect(await stageNow(operations, id)).toBe('issuing');
  expect(complaints()).toEqual([]);
});
