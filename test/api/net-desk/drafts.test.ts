/** Applying at Net Desk by hand: the leaflet's case, with JavaScript and without. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer';
import { addDays, addMonths, dayInJapan } from '../../../domain/dates.ts';
import { mostDrafts } from '../../../prisma/drafts.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { type OpenDesk, openDesk, people } from './support/desk.ts';

const today = dayInJapan(new Date());
let desk: OpenDesk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), browser.close()]));
beforeEach(() => desk.owner.rateLimit.deleteMany());

async function newDraft(options: { javaScript?: boolean } = {}, who: 'clerk' | 'stranger' = 'clerk'): Promise<Page> {
  const page = await browser.person(options);
  await desk.signInWith(page, who);
  await page.goto(`${desk.url}/drafts`);
  await press(page, '新しく申し込む');
  return page;
}

async function press(page: Page, words: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-xpath(//button[normalize-space()="${words}"])`);
  await Promise.all([page.waitForNavigation(), button?.click()]);
}

async function fill(page: Page, name: string, text: string): Promise<void> {
  const field = await page.waitForSelector(`[id="${name}"]`);
  const kind = await field?.evaluate((element) => element.tagName);
  if (kind === 'SELECT') await field?.select(text);
  else {
    await field?.evaluate((element) => ((element as HTMLInputElement).value = ''));
    await field?.type(text);
  }
}

/** The leaflet's case, typed as people type. */
async function fillLeaflet(page: Page): Promise<void> {
  await page.click('[id="prepayment.chosen"]');
  await page.click('[id="contract-guarantee.chosen"]');
  if (!(await page.$('details[open] [id="prepayment.amountYen"]'))) {
    for (const summary of await page.$$('section[aria-labelledby$="-title"] details:not([open]) > summary'))
      await summary.click();
  }
  const texts: [string, string][] = [
    ['contract.projectName', '●●●●工事'],
    ['contract.authorityId', 'takanezawa'],
    ['contract.beneficiaryTitle', '高根沢町長'],
    ['contract.amountYen', '５０，０００，０００'],
    ['contract.contractOn', today.replaceAll('-', '/')],
    ['contract.worksFromOn', addDays(today, 1)],
    ['contract.worksToOn', addMonths(today, 8)],
    ['prepayment.amountYen', '20,000,000円'],
    ['prepayment.bankBranchId', 'sample-bank-xx'],
    ['prepayment.feePayment', 'monthly-batch'],
    ['contract-guarantee.amountYen', '5000000'],
    ['contract-guarantee.feePayment', 'monthly-batch'],
    ['delivery.branchId', 'tochigi'],
    ['delivery.completionMailAddress', 'soumu@marumaru-kensetsu.example.jp'],
  ];
  for (const [name, text] of texts) await fill(page, name, text);
}

const words = (page: Page) => page.evaluate(() => document.body.textContent ?? '');

describe.each([true, false])('with JavaScript: %s', (javaScript) => {
  test('the leaflet’s case is applied for, once, however often it is pressed', async () => {
    const before = await desk.owner.application.count();
    const page = await newDraft({ javaScript });
    const form = page.url();
    await fillLeaflet(page);
    await press(page, '計算し直す');
    const aside = await page.$eval('aside', (element) => element.textContent ?? '');
    for (const told of ['40.0%', '10.0%', '39,400円', '電子保証に対応']) expect(aside).toContain(told);

    await press(page, '内容を確認する');
    expect(new URL(page.url()).pathname).toMatch(/\/confirmation$/);
    const confirmed = await page.$eval('main', (element) => element.textContent ?? '');
    for (const told of ['●●●●工事', '50,000,000円', '20,000,000円', '〇〇銀行 ××支店', '高根沢町長']) {
      expect(confirmed).toContain(told);
    }
    const confirmation = page.url();
    await press(page, 'この内容で申し込む');
    expect(await page.$eval('main', (element) => element.textContent ?? '')).toMatch(/R-\d{8}-\d{6}/);
    expect(await desk.owner.application.count()).toBe(before + 1);

    for (const address of [confirmation, form]) {
      await page.goto(address);
      expect(new URL(page.url()).pathname).toMatch(/\/sent$/);
    }
    const [sent] = await desk.owner.application.findMany({
      orderBy: { appliedAt: 'desc' },
      include: { guarantees: true },
      take: 1,
    });
    expect(sent?.guarantees.map(({ product }) => product).sort()).toEqual(['contract-guarantee', 'prepayment']);
    expect(sent?.appliedById).toBe(people.clerk.id);
  }, 120_000);

  test('what is wrong stands beside its field and in the summary, and nothing typed is lost', async () => {
    const page = await newDraft({ javaScript });
    await page.click('[id="prepayment.chosen"]');
    await fill(page, 'contract.projectName', '<script>alert(1)</script>工事');
    await fill(page, 'contract.amountYen', '五千万円');
    await fill(page, 'contract.contractOn', '2026/2/31');
    await press(page, '内容を確認する');
    expect(await page.$eval('[id="contract.amountYen-error"]', (element) => element.textContent)).not.toBe('');
    expect(await page.$eval('[id="contract.contractOn-error"]', (element) => element.textContent)).not.toBe('');
    expect(await page.$$eval('#error-summary a', (links) => links.map((link) => link.getAttribute('href')))).toEqual(
      expect.arrayContaining(['#contract.amountYen', '#contract.contractOn', '#prepayment.amountYen']),
    );
    const summary = await page.$eval('#error-summary', (element) => element.textContent ?? '');
    expect(summary).toContain('前払金保証　保証金額：この項目を入力してください。');
    const value = (name: string) => page.$eval(`[id="${name}"]`, (element) => (element as HTMLInputElement).value);
    expect(await value('contract.projectName')).toBe('<script>alert(1)</script>工事');
    expect(await value('contract.amountYen')).toBe('五千万円');
    expect(await page.$eval('[id="prepayment.chosen"]', (element) => (element as HTMLInputElement).checked)).toBe(true);
  });
});

test('the draft is saved while it is typed, and another clerk of the company goes on with it', async () => {
  const page = await newDraft();
  await fill(page, 'contract.projectName', '途中までの工事');
  await page.focus('[id="contract.beneficiaryTitle"]');
  const id = new URL(page.url()).pathname.split('/')[2] as string;
  await until(async () => {
    const draft = await desk.owner.applicationDraft.findUnique({ where: { id } });
    return (draft?.typed as Record<string, string> | undefined)?.['contract.projectName'] === '途中までの工事';
  });
  const colleague = await browser.person();
  await desk.signInWith(colleague, 'administrator');
  await colleague.goto(`${desk.url}/drafts`);
  expect(await words(colleague)).toContain('途中までの工事');
});

test('the word that the draft was saved is in the reader’s language', async () => {
  const { browser: clerk } = await desk.signIn('clerk');
  const form = await clerk.press(await clerk.visit('/drafts?lang=en'), 'New application');
  const token = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const saved = await clerk.send(`${form.address}/saving`, new URLSearchParams({ formToken: token }));
  expect(saved.text).toMatch(/^Draft saved/);
});

test('another company’s draft does not exist, at any address (draft-must-exist)', async () => {
  const page = await newDraft({}, 'stranger');
  const id = new URL(page.url()).pathname.split('/')[2] as string;
  const { browser: clerk } = await desk.signIn('clerk');
  const own = await clerk.visit('/drafts');
  const token = /name="formToken" value="([^"]+)"/.exec(own.html)?.[1] ?? '';
  for (const path of ['', '/confirmation', '/deletion', '/sent']) {
    const [theirs, nobodys] = [
      await clerk.visit(`/drafts/${id}${path}`),
      await clerk.visit(`/drafts/${randomUUID()}${path}`),
    ];
    expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
  }
  for (const path of ['', '/saving', '/application', '/deletion']) {
    const posted = await clerk.send(`/drafts/${id}${path}`, new URLSearchParams({ formToken: token, step: 'delete' }));
    expect(posted.status).toBe(404);
  }
  expect(await desk.owner.applicationDraft.count({ where: { id } })).toBe(1);
});

test('a draft is deleted after a question, and no other way', async () => {
  const page = await newDraft();
  await press(page, '下書きを削除する');
  expect(await words(page)).toContain('元に戻せません');
  const id = new URL(page.url()).pathname.split('/')[2] as string;
  expect(await desk.owner.applicationDraft.count({ where: { id } })).toBe(1);
  await press(page, '削除する');
  expect(await desk.owner.applicationDraft.count({ where: { id } })).toBe(0);
});

test('readers apply for nothing (role-must-allow-this)', async () => {
  const { browser: reader } = await desk.signIn('reader');
  const page = await reader.visit('/drafts');
  expect(page.text).not.toContain('新しく申し込む');
  const token = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  expect((await reader.send('/drafts', new URLSearchParams({ formToken: token }))).status).toBe(403);
});

test('a company with too many drafts is told to delete some (drafts-must-be-few)', async () => {
  const { contractorId, id: userId } = people.stranger;
  await desk.owner.applicationDraft.createMany({
    data: Array.from({ length: mostDrafts }, () => ({
      id: randomUUID(),
      contractorId,
      userId,
      typed: {},
      savedAt: new Date(),
    })),
  });
  const { browser: stranger } = await desk.signIn('stranger');
  const page = await stranger.press(await stranger.visit('/drafts'), '新しく申し込む');
  expect([page.status, page.text]).toEqual([409, expect.stringContaining('下書きが多すぎます')]);
  await desk.owner.applicationDraft.deleteMany({ where: { contractorId } });
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])(
  'the form and its confirmation (%s, dark %s, %d px) have nothing that axe objects to',
  async (language, dark, width) => {
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}/drafts?lang=ja`);
    await press(page, '新しく申し込む');
    await page.goto(`${page.url()}?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  },
);
