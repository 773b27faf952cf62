/** A returned guarantee is corrected and sent again by hand: what was said beside the form, prefilled, once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { until } from '../../../support/until.ts';
import { type OpenDesk, openDesk } from '../support/desk.ts';
import { applyFor, move, returnTo } from '../support/followed.ts';
import { recordingRuns } from '../support/recording.ts';

let desk: OpenDesk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk({ runs: recordingRuns(() => desk.db) }), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), browser.close()]));
beforeEach(() => desk.owner.rateLimit.deleteMany());

const remark = '請負金額をご確認ください。\n契約書の写しもお送りください。';

async function returned(own: Parameters<typeof applyFor>[1] = {}) {
  const revision = await applyFor(desk, own);
  await returnTo(desk, revision, remark);
  return revision.guaranteeId;
}

async function siblingOf(guaranteeId: string) {
  const { applicationId } = await desk.owner.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const where = { applicationId, id: { not: guaranteeId } };
  return (await desk.owner.guarantee.findFirstOrThrow({ where })).id;
}

const newest = (guaranteeId: string) =>
  desk.owner.revision.findUniqueOrThrow({ where: { guaranteeId_number: { guaranteeId, number: 1 } } });

async function press(page: Page, words: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-xpath(//button[normalize-space()="${words}"])`);
  await Promise.all([page.waitForNavigation(), button?.click()]);
}

async function retype(page: Page, name: string, text: string): Promise<void> {
  await page.$eval(`[id="${name}"]`, (field) => ((field as HTMLInputElement).value = ''));
  await page.type(`[id="${name}"]`, text);
}

const value = (page: Page, name: string) => page.$eval(`[id="${name}"]`, (field) => (field as HTMLInputElement).value);
const words = (page: Page) => page.$eval('main', (main) => main.textContent ?? '');

test.each([false, true])(
  'with JavaScript %s: what was said stands beside the form, and the correction is sent once',
  async (javaScript) => {
    const id = await returned();
    const page = await browser.person({ javaScript });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}/guarantees/${id}`);
    const link = await page.waitForSelector(`main a[href="/guarantees/${id}/resubmission"]`);
    await Promise.all([page.waitForNavigation(), link?.click()]);
    for (const place of ['.banner', 'aside'])
      expect(await page.$eval(place, (element) => element.textContent)).toContain('契約書の写しもお送りください。');
    expect(await value(page, 'contract.amountYen')).toBe('50,000,000');
    expect(await value(page, 'prepayment.amountYen')).toBe('20,000,000');

    await retype(page, 'contract.amountYen', '千円');
    await press(page, '内容を確認する');
    expect(await page.$eval('#error-summary', (element) => element.textContent)).toContain('請負金額');
    await retype(page, 'contract.amountYen', '48,000,000');
    await retype(page, 'delivery.contactTelephone', '028-111-2222');
    await press(page, '内容を確認する');
    const changes = await page.$eval('table', (table) => table.textContent ?? '');
    for (const told of ['50,000,000', '48,000,000', '連絡先電話番号', '028-111-2222']) expect(changes).toContain(told);
    await press(page, 'この内容で再提出する');
    expect(await words(page)).toContain('再提出を受け付けました');

    expect((await newest(id)).stage).toBe('applied');
    const { application, constructionContract } = await desk.owner.guarantee.findUniqueOrThrow({
      where: { id },
      include: { application: true, constructionContract: true },
    });
    expect(constructionContract.amountYen).toBe(48_000_000n);
    expect(application.contactTelephone).toBe('028-111-2222');
    // 20,000,000 of 48,000,000 is above 40% now: what the reviewer sees tells so.
    expect(application.warnings).toMatchObject([{ name: 'prepayment-above-usual-ratio' }]);
    expect(await desk.owner.command.count({ where: { guaranteeId: id, name: 'resubmit' } })).toBe(1);
    await page.goto(`${desk.url}/guarantees/${id}/resubmission/confirmation`);
    expect(new URL(page.url()).pathname).toBe(`/guarantees/${id}`);
  },
  60_000,
);

test('what is typed is kept until it is sent, and forgotten when the guarantee is returned again', async () => {
  const id = await returned();
  const page = await browser.person();
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/guarantees/${id}/resubmission`);
  await retype(page, 'contract.projectName', '直しかけの工事');
  await page.focus('[id="contract.beneficiaryTitle"]');
  await until(async () => (await desk.owner.applicationDraft.count({ where: { guaranteeId: id } })) === 1);
  const { browser: colleague } = await desk.signIn('administrator');
  expect((await colleague.visit(`/guarantees/${id}/resubmission`)).html).toContain('直しかけの工事');
  expect((await colleague.visit('/drafts')).text).not.toContain('直しかけの工事');
  await move(desk, { guaranteeId: id, revision: 1, epoch: 1 }, 'returned');
  expect((await colleague.visit(`/guarantees/${id}/resubmission`)).html).not.toContain('直しかけの工事');
});

test('the facts of the contract are text once the other guarantee is approved, and the branch stays (shared-facts-must-not-change-after-approval)', async () => {
  const id = await returned();
  await desk.owner.branch.create({
    data: { id: 'other', code: '99', name: '別の支店', telephone: '0', fax: '0', address: '', seriesPrefix: '99' },
  });
  await move(desk, { guaranteeId: await siblingOf(id), revision: 1, epoch: 1 }, 'awaiting-fee');
  const page = await browser.person({ javaScript: false });
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/guarantees/${id}/resubmission`);
  expect(await words(page)).toContain('請負工事の情報は変更できません');
  expect(await page.$('[id="contract.amountYen"]')).toBeNull();
  await page.select('[id="delivery.branchId"]', 'other');
  await press(page, '内容を確認する');
  expect(await page.$eval('[id="delivery.branchId-error"]', (element) => element.textContent)).toContain('承認済み');
  await page.select('[id="delivery.branchId"]', 'tochigi');
  await retype(page, 'prepayment.amountYen', '19,000,000');
  await press(page, '内容を確認する');
  await press(page, 'この内容で再提出する');
  expect((await newest(id)).amountYen).toBe(19_000_000n);
});

test('the day of a planned contract may still be named after the other’s approval', async () => {
  const id = await returned({ contractDateIs: 'planned' });
  await move(desk, { guaranteeId: await siblingOf(id), revision: 1, epoch: 1 }, 'awaiting-fee');
  const { browser: clerk } = await desk.signIn('clerk');
  const { html } = await clerk.visit(`/guarantees/${id}/resubmission`);
  expect(html).toContain('id="contract.contractOn"');
  expect(html).not.toContain('id="contract.projectName"');
});

test('a branch that is corrected is the branch of every guarantee of the application', async () => {
  const id = await returned();
  await desk.owner.branch.upsert({
    where: { id: 'third' },
    create: { id: 'third', code: '98', name: '第三支店', telephone: '0', fax: '0', address: '', seriesPrefix: '98' },
    update: {},
  });
  const page = await browser.person({ javaScript: false });
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/guarantees/${id}/resubmission`);
  await page.select('[id="delivery.branchId"]', 'third');
  await press(page, '内容を確認する');
  await press(page, 'この内容で再提出する');
  const guarantees = await desk.owner.guarantee.findMany({ where: { id: { in: [id, await siblingOf(id)] } } });
  expect(guarantees.map(({ branchId }) => branchId)).toEqual(['third', 'third']);
});

test('only a returned guarantee is corrected, by its own company, and by nobody who only reads', async () => {
  const { guaranteeId } = await applyFor(desk);
  const { browser: clerk } = await desk.signIn('clerk');
  expect((await clerk.visit(`/guarantees/${guaranteeId}/resubmission`)).address).toBe(`/guarantees/${guaranteeId}`);
  const id = await returned();
  const { browser: reader } = await desk.signIn('reader');
  expect((await reader.visit(`/guarantees/${id}/resubmission`)).status).toBe(403);
  const { browser: stranger } = await desk.signIn('stranger');
  for (const path of ['', '/confirmation']) {
    const theirs = await stranger.visit(`/guarantees/${id}/resubmission${path}`);
    const nobodys = await stranger.visit(`/guarantees/${randomUUID()}/resubmission${path}`);
    expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
  }
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])(
  'the form and its confirmation (%s, dark %s, %d px) have nothing that axe objects to',
  async (language, dark, width) => {
    const id = await returned();
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}/guarantees/${id}/resubmission?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    await retype(page, 'contract.projectName', '別の工事');
    await Promise.all([page.waitForNavigation(), page.click('button[value="confirm"]')]);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  },
);
