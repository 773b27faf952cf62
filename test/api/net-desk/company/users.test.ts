/** The people of a company: their rights, and those who come in no more. */

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page as BrowserPage } from 'puppeteer';
import { Browser } from '../../../../bin/example/browser.ts';
import type { Refusal } from '../../../../domain/refusals.ts';
import { contractorReader } from '../../../../domain/scopes.ts';
import { changeRight, deactivateUser } from '../../../../prisma/company-users.ts';
import { createApiKey } from '../../../../prisma/people.ts';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { type OpenDesk, openDesk, password, people } from '../support/desk.ts';

const path = '/company/users';
let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(() => desk.owner.rateLimit.deleteMany());
afterEach(async () => {
  for (const { id, right } of Object.values(people))
    await desk.owner.user.update({ where: { id }, data: { right, deactivatedAt: null } });
});

const tokenIn = ({ html }: { html: string }) => /name="formToken" value="([^"]+)"/.exec(html)?.[1] ?? '';

async function setRight(browser: Browser, id: string, right: string) {
  const form = await browser.visit(`${path}/${id}/right`);
  return browser.send(`${path}/${id}/right`, new URLSearchParams({ formToken: tokenIn(form), right }));
}

test('an administrator sees the company’s people, and nobody else’s', async () => {
  const { browser, page } = await desk.signIn('administrator');
  const list = await browser.follow(page, '会社の設定');
  for (const words of ['見本 花子', '見本 次郎（あなた）', '見本 三葉', people.clerk.email])
    expect(list.text).toContain(words);
  for (const words of ['見本 太郎', people.stranger.email]) expect(list.text).not.toContain(words);
});

test('a right holds from the next page on', async () => {
  const { browser: reader } = await desk.signIn('reader');
  expect((await reader.visit('/drafts')).text).not.toContain('新しく申し込む');
  const { browser } = await desk.signIn('administrator');
  const list = await setRight(browser, people.reader.id, 'clerk');
  expect([list.address, list.text]).toEqual([`${path}?done=right`, expect.stringContaining('権限を変えました')]);
  expect((await reader.visit('/drafts')).text).toContain('新しく申し込む');
});

test('a person who became a reader acts by no API key either (scope-must-allow-this)', async () => {
  const { token } = await createApiKey(desk.db, { userId: people.clerk.id, name: 'a', scopes: ['contractor'] });
  await desk.owner.user.update({ where: { id: people.clerk.id }, data: { right: 'reader' } });
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': 'a' };
  const answer = await fetch(`${desk.apiUrl}/api/v1/applications`, { method: 'POST', headers, body: '{}' });
  expect([answer.status, await answer.json()]).toEqual([
    403,
    expect.objectContaining({ name: 'scope-must-allow-this' }),
  ]);
});

test('a right that is none is refused beside its field', async () => {
  const { browser } = await desk.signIn('administrator');
  const page = await setRight(browser, people.reader.id, 'owner');
  expect([page.status, page.text]).toEqual([422, expect.stringContaining('この項目を入力してください')]);
});

describe('the last administrator (company-must-keep-an-administrator)', () => {
  test('is neither lowered nor deactivated', async () => {
    const { browser } = await desk.signIn('administrator');
    const { id } = people.administrator;
    const lowered = await setRight(browser, id, 'reader');
    const question = await browser.visit(`${path}/${id}/deactivation`);
    const deactivated = await browser.press(question, '停止する');
    for (const page of [lowered, deactivated])
      expect([page.status, page.text]).toEqual([409, expect.stringContaining('管理者が一人もいなくなります')]);
    expect((await browser.visit(path)).status).toBe(200);
  });

  test('may go once there is another', async () => {
    const { browser } = await desk.signIn('administrator');
    await setRight(browser, people.clerk.id, 'administrator');
    const page = await setRight(browser, people.administrator.id, 'reader');
    expect([page.address, page.text]).toEqual(['/', expect.not.stringContaining('会社の設定')]);
  });

  test('two who lower each other at the same moment leave one of them', async () => {
    const [one, other] = [people.administrator.id, people.clerk.id];
    await desk.owner.user.update({ where: { id: other }, data: { right: 'administrator' } });
    const reader = contractorReader(people.clerk.contractorId);
    const results = await Promise.allSettled([
      changeRight(desk.db, reader, one, 'reader', new Date()),
      deactivateUser(desk.db, reader, other, new Date()),
    ]);
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as Refusal] : []));
    expect(refused.map(({ refusal }) => refusal)).toEqual(['company-must-keep-an-administrator']);
  });
});

test('a deactivated person is out at once, with every session and key; what was done keeps its name', async () => {
  const { id, email } = people.clerk;
  const { browser: clerk } = await desk.signIn('clerk');
  const { token } = await createApiKey(desk.db, { userId: id, name: '退職者のキー', scopes: ['contractor'] });
  const { browser } = await desk.signIn('administrator');
  const question = await browser.visit(`${path}/${id}/deactivation`);
  expect(question.text).toContain('記録、この方の名前は残ります');
  expect((await browser.press(question, '停止する')).text).toContain('利用を停止した方');
  expect((await clerk.visit('/')).address).toBe('/sign-in');
  expect(await desk.owner.session.count({ where: { userId: id } })).toBe(0);
  const answer = await fetch(`${desk.apiUrl}/api/v1/guarantees`, { headers: { Authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(401);
  expect(await desk.owner.user.count({ where: { id } })).toBe(1);
  const reading = new Browser(desk.url);
  const typed = { メールアドレス: email, パスワード: password };
  const refused = await reading.press(await reading.visit('/sign-in'), 'ログイン', typed);
  expect([refused.status, refused.text]).toEqual([
    401,
    expect.stringContaining('メールアドレスかパスワードが違います'),
  ]);
  expect((await browser.visit(`${path}/${id}/right`)).status).toBe(404);
});

test('another company’s person does not exist, and nobody’s does neither, in the same words (user-must-exist)', async () => {
  const { browser } = await desk.signIn('administrator');
  const formToken = tokenIn(await browser.visit(path));
  for (const action of ['right', 'deactivation']) {
    const [theirs, nobodys] = [
      await browser.visit(`${path}/${people.stranger.id}/${action}`),
      await browser.visit(`${path}/${randomUUID()}/${action}`),
    ];
    expect([theirs.status, theirs.html]).toEqual([404, nobodys.html]);
    const sent = await browser.send(
      `${path}/${people.stranger.id}/${action}`,
      new URLSearchParams({ formToken, right: 'reader' }),
    );
    expect(sent.status).toBe(404);
  }
  expect((await desk.owner.user.findUniqueOrThrow({ where: { id: people.stranger.id } })).right).toBe('administrator');
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])('the pages of the company (%s, dark %s, %d px) have nothing that axe objects to', async (language, dark, width) => {
  const page = await chromium.person({ dark, width });
  await desk.signInWith(page, 'administrator');
  const { id } = await createApiKey(desk.db, { userId: people.clerk.id, name: '原価管理', scopes: ['contractor'] });
  const addresses = [
    path,
    `${path}/${people.clerk.id}/right`,
    `${path}/${people.clerk.id}/deactivation`,
    '/company/api-keys',
    '/company/api-keys/new',
    `/company/api-keys/${id}/revocation`,
  ];
  for (const address of addresses) {
    await page.goto(`${desk.url}${address}?lang=${language}`);
    await looksRight(page, address);
  }
  await page.goto(`${desk.url}/company/api-keys/new`);
  await page.type('#name', '原価管理システム');
  await Promise.all([page.waitForNavigation(), page.click('main button[type="submit"]')]);
  await looksRight(page, 'made');
  expect(chromium.complaints).toEqual([]);
});

async function looksRight(page: BrowserPage, address: string): Promise<void> {
  expect([address, await violations(page)]).toEqual([address, []]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  if (process.env.PICTURES !== undefined) {
    const width = page.viewport()?.width ?? 0;
    await page.screenshot({
      path: `${process.env.PICTURES}/${address.replaceAll('/', '_')}-${width}.png` as `${string}.png`,
      fullPage: true,
    });
  }
}
