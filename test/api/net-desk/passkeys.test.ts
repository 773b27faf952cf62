/** Passkeys in a real browser with a simulated device: signed in with, removed, and every way that opens nothing. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { signInAllowance } from '../../../prisma/tries.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { type OpenDesk, openDesk, password, people } from './support/desk.ts';
import { answerIn, pathOf, pressed, registered, sentAnswer, textOf, triesToSignIn } from './support/passkeys.ts';

let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk({}, 'localhost'), openBrowser('localhost')]);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(async () => {
  await desk.owner.passkey.deleteMany();
  await desk.owner.session.deleteMany();
  await desk.owner.tries.deleteMany();
  await desk.owner.rateLimit.deleteMany();
  await desk.owner.user.updateMany({ data: { deactivatedAt: null } });
});

test('a passkey is registered with the password, listed, and signs in without password and code', async () => {
  const { page } = await registered(desk, chromium);
  expect(await textOf(page)).toContain('パスキーを登録しました');
  expect(await textOf(page)).toContain('会社のパソコン');
  expect(await textOf(page)).toContain('まだありません');
  await desk.owner.user.update({ where: { id: people.clerk.id }, data: { twoFactorEnabled: true } });
  await triesToSignIn(desk.url, page);
  await desk.owner.user.update({ where: { id: people.clerk.id }, data: { twoFactorEnabled: false } });
  expect(pathOf(page)).toBe('/');
  await page.goto(`${desk.url}/account`);
  expect(await textOf(page)).not.toContain('まだありません');
  const session = await desk.owner.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
  expect(session).toMatchObject({ portal: 'net-desk', userId: people.clerk.id });
  expect(session.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000);
});

test('a removed passkey opens nothing, after a page that asks for the password (passkey-must-match); every other session is over', async () => {
  const { page } = await registered(desk, chromium);
  const { browser: elsewhere } = await desk.signIn('clerk');
  await pressed(page, 'a[href$="/removal"]');
  await page.type('#password', 'not the password of anybody');
  await pressed(page, 'main button[type="submit"]');
  expect(await page.$eval('#password-error', (error) => error.textContent)).toContain('今のパスワードが違います');
  expect((await elsewhere.visit('/account')).address).toBe('/account');
  await page.type('#password', password);
  await pressed(page, 'main button[type="submit"]');
  expect(await textOf(page)).toContain('パスキーを削除しました');
  expect((await elsewhere.visit('/account')).address).toBe('/sign-in');
  await triesToSignIn(desk.url, page);
  expect(pathOf(page)).toBe('/sign-in/passkey');
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
  expect(await desk.owner.session.count()).toBe(1);
});

test('a passkey of another portal opens nothing here', async () => {
  const { page } = await registered(desk, chromium);
  await desk.owner.passkey.updateMany({ data: { portal: 'operations' } });
  await triesToSignIn(desk.url, page);
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
});

test('another company’s passkey opens that company’s pages and no others; nobody removes a colleague’s', async () => {
  const { page } = await registered(desk, chromium, 'stranger', '他社');
  await triesToSignIn(desk.url, page);
  await page.goto(`${desk.url}/account`);
  expect(await textOf(page)).toContain(people.stranger.email);
  const { id } = await desk.owner.passkey.findFirstOrThrow();
  for (const who of ['administrator', 'reader'] as const) {
    const { browser } = await desk.signIn(who);
    expect((await browser.visit(`/account/passkeys/${id}/removal`)).status).toBe(404);
  }
  const { browser } = await desk.signIn('clerk');
  const formToken = /name="formToken" value="([^"]+)"/.exec((await browser.visit('/account')).html)?.[1] ?? '';
  const answer = await browser.send(`/account/passkeys/${id}/removal`, new URLSearchParams({ formToken }));
  expect(answer.status).toBe(404);
  expect(await desk.owner.passkey.count()).toBe(1);
});

test('a copied device, whose count does not grow, opens nothing', async () => {
  const { page, device } = await registered(desk, chromium);
  await triesToSignIn(desk.url, page);
  expect(pathOf(page)).toBe('/');
  await device.countFrom(0);
  await triesToSignIn(desk.url, page);
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
  const row = await desk.owner.passkey.findFirstOrThrow();
  expect(row.counter).toBeGreaterThan(0n);
});

test('somebody who was deactivated stays out', async () => {
  const { page } = await registered(desk, chromium);
  await desk.owner.user.update({ where: { id: people.clerk.id }, data: { deactivatedAt: new Date() } });
  await triesToSignIn(desk.url, page);
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
});

test('a device that did not verify its person is not enough, neither for the browser nor for us', async () => {
  const { page, device } = await registered(desk, chromium);
  await device.verifies(false);
  await page.deleteCookie(...(await page.cookies(desk.url)));
  await page.goto(`${desk.url}/sign-in`);
  await page.click('form[data-passkey] button');
  await page.waitForSelector('[data-told]:not([hidden])');
  expect(await textOf(page)).toContain('パスキーを確認できませんでした');
  const answer = await answerIn(page, 'discouraged');
  expect((await sent(answer)).status).toBe(401);
  expect(await desk.owner.passkey.count({ where: { lastUsedAt: null } })).toBe(1);
});

const sent = (answer: string, origin = desk.url) => sentAnswer(desk.url, answer, origin);

test('an answer opens once, to a question that is fresh, from our own page', async () => {
  const { page } = await registered(desk, chromium);
  await page.goto(`${desk.url}/sign-in`);
  const first = await answerIn(page, 'required');
  expect((await sent(first, 'http://elsewhere.example.jp')).status).toBe(403);
  expect((await sent(first)).status).toBe(303);
  expect((await sent(first)).status).toBe(401);
  const late = await answerIn(page, 'required');
  await desk.owner.passkeyChallenge.updateMany({ data: { expiresAt: new Date() } });
  expect((await sent(late)).status).toBe(401);
});

test('what is no answer is refused as any wrong one, and too many tries are (tries-must-be-few)', async () => {
  for (const answer of ['', '{}', 'null', '{"id":1}', 'あ', '{"id":"AA","type":"public-key"}']) {
    expect((await sent(answer)).status).toBe(401);
  }
  const { page } = await registered(desk, chromium);
  const answer = await answerIn(page, 'required');
  const forged = JSON.stringify({
    ...JSON.parse(answer),
    response: { ...JSON.parse(answer).response, signature: 'AA' },
  });
  for (let n = 0; n < signInAllowance.tries; n++) expect((await sent(forged)).status).toBe(401);
  const refused = await sent(await answerIn(page, 'required'));
  expect(refused.status).toBe(429);
});

test('no page complains in its console of anything but a refused press', () => {
  expect(chromium.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});
