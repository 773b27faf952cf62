/** The second factor: turned on, asked for, lost and turned off, read as a person reads it. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { signInAllowance } from '../../../prisma/tries.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { codeOf } from './support/authenticator.ts';
import { type OpenDesk, openDesk, password, people } from './support/desk.ts';

let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(async () => {
  await desk.owner.twoFactor.deleteMany();
  await desk.owner.user.updateMany({ data: { twoFactorEnabled: false } });
  await desk.owner.session.deleteMany();
  await desk.owner.tries.deleteMany();
  await desk.owner.rateLimit.deleteMany();
});

const secretOn = (page: Page) => /<p class="key">(.*?)<\/p>/s.exec(page.html)?.[1]?.replace(/<[^>]+>|\s/g, '') ?? '';
const codesOn = (page: Page) => [...page.html.matchAll(/<li>(\w{5}-\w{5})<\/li>/g)].map(([, code]) => code as string);

/** Signed in, and the second factor is on. */
async function turnedOn() {
  const { page, browser } = await desk.signIn('clerk');
  const account = await browser.follow(page, people.clerk.name);
  const form = await browser.follow(account, '二段階認証を設定する');
  const registering = await browser.press(form, '認証アプリの登録へ進む', { 現在のパスワード: password });
  const secret = secretOn(registering);
  const shown = await browser.press(registering, '有効にする', { 認証コード: codeOf(secret) });
  return { browser, registering, shown, secret, codes: codesOn(shown) };
}

/** After the password: the page that asks for the code. */
async function askedForCode(): Promise<{ browser: Browser; page: Page }> {
  const { browser, page } = await desk.signIn('clerk');
  expect(page.address).toBe('/sign-in/code');
  return { browser, page };
}

test('the password alone opens nothing once it is on; the code of the app does', async () => {
  const { shown, secret, codes } = await turnedOn();
  expect(shown.text).toContain('二段階認証を有効にしました');
  expect(codes).toHaveLength(10);
  const { browser, page } = await askedForCode();
  expect((await browser.visit('/')).address).toBe('/sign-in');
  expect((await browser.press(page, 'ログイン', { 認証コード: codeOf(secret).replace(/^.../, '$& ') })).address).toBe(
    '/',
  );
  expect((await browser.visit('/account')).text).toContain('有効');
});

test('the secret and the recovery codes stand in the tables encrypted, and the sign-in under way as a digest', async () => {
  const { secret, codes } = await turnedOn();
  const { browser } = await askedForCode();
  const row = await desk.owner.twoFactor.findFirstOrThrow();
  expect(row.secret).not.toContain(Buffer.from(secret).toString());
  expect(row.backupCodes).not.toContain(codes[0]);
  const identifier = decodeURIComponent(browser.cookies.get('net-desk.two_factor') ?? '').split('.')[0] ?? '';
  expect(identifier).toMatch(/^2fa-/);
  expect(await desk.owner.verification.count({ where: { identifier: { contains: identifier } } })).toBe(0);
});

test('the page that shows the recovery codes goes on with the new session: its own forms are taken', async () => {
  const { browser, shown } = await turnedOn();
  expect((await browser.press(shown, 'ログアウト')).address).toBe('/sign-in');
  expect((await browser.visit('/')).address).toBe('/sign-in');
});

test('a wrong first code turns nothing on, and the page shows the same secret again (code-must-match)', async () => {
  const { browser } = await desk.signIn('clerk');
  const form = await browser.visit('/account/second-factor');
  const registering = await browser.press(form, '認証アプリの登録へ進む', { 現在のパスワード: password });
  const again = await browser.press(registering, '有効にする', { 認証コード: '000000' });
  expect(again.status).toBe(422);
  expect(again.text).toContain('コードが違います');
  expect(secretOn(again)).toBe(secretOn(registering));
  expect((await desk.signIn('clerk')).page.address).toBe('/');
});

test('a code opens once', async () => {
  const { secret } = await turnedOn();
  const code = codeOf(secret);
  const first = await askedForCode();
  expect((await first.browser.press(first.page, 'ログイン', { 認証コード: code })).address).toBe('/');
  const second = await askedForCode();
  const refused = await second.browser.press(second.page, 'ログイン', { 認証コード: code });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('コードが違います');
});

test('wrong codes are limited per person, over any number of sign-ins, and then the right one too (tries-must-be-few)', async () => {
  const { secret } = await turnedOn();
  for (let n = 0; n < signInAllowance.tries; n++) {
    const { browser, page } = await askedForCode();
    await browser.press(page, 'ログイン', { 認証コード: String(n).padStart(6, '0') });
  }
  const { browser, page } = await askedForCode();
  const refused = await browser.press(page, 'ログイン', { 認証コード: codeOf(secret) });
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('以降にもう一度お試しください');
});

test('without a password before it, a code is nothing (sign-in-must-begin-anew)', async () => {
  const browser = new Browser(desk.url);
  const refused = await browser.press(await browser.visit('/sign-in/code'), 'ログイン', { 認証コード: '123456' });
  expect(refused.status).toBe(401);
  expect(refused.text).toContain('メールアドレスの入力からやり直してください');
});

test('a recovery code signs in once (recovery-code-must-match); new ones end the old ones', async () => {
  const { browser: kept, codes } = await turnedOn();
  const signInWithCode = async (code: string) => {
    const { browser, page } = await askedForCode();
    const form = await browser.follow(page, '認証アプリを使えないとき');
    return browser.press(form, 'ログイン', { 回復コード: code });
  };
  expect((await signInWithCode(codes[0] ?? '')).address).toBe('/');
  const refused = await signInWithCode(codes[0] ?? '');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('すでに使われています');
  const form = await kept.visit('/account/recovery-codes');
  const renewed = codesOn(await kept.press(form, '回復コードを作り直す', { 現在のパスワード: password }));
  expect(renewed).toHaveLength(10);
  expect((await signInWithCode(codes[1] ?? '')).status).toBe(422);
  expect((await signInWithCode(renewed[0] ?? '')).address).toBe('/');
});

test('it is turned off with the password, after a question (current-password-must-match)', async () => {
  const { browser } = await turnedOn();
  const question = await browser.follow(await browser.visit('/account/second-factor'), '二段階認証を無効にする');
  const refused = await browser.press(question, '無効にする', { 現在のパスワード: 'not the password' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('今のパスワードが違います');
  const off = await browser.press(question, '無効にする', { 現在のパスワード: password });
  expect(off.address).toBe('/account/second-factor');
  expect((await desk.signIn('clerk')).page.address).toBe('/');
});

test('what is on is not turned on again, what is off has no recovery codes (second-factor-must-be-off, second-factor-must-be-on)', async () => {
  const { browser: off } = await desk.signIn('clerk');
  const early = await off.press(await off.visit('/account/recovery-codes'), '回復コードを作り直す', {
    現在のパスワード: password,
  });
  expect(early.status).toBe(409);
  const { browser: on } = await turnedOn();
  expect((await off.visit('/account')).address).toBe('/sign-in'); // it gave no code
  const formToken = /name="formToken" value="([^"]+)"/.exec((await on.visit('/account')).html)?.[1] ?? '';
  const late = await on.send('/account/second-factor', new URLSearchParams({ formToken, password }));
  expect(late.status).toBe(409);
  expect(late.text).toContain('すでに有効です');
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])('its pages (%s) have nothing that axe objects to', async (language, dark, width) => {
  const page = await chromium.person({ dark, width });
  await page.goto(`${desk.url}/sign-in?lang=${language}`);
  await desk.signInWith(page, 'clerk');
  const look = async () => expect(await violations(page)).toEqual([]);
  const press = async (selector: string) => {
    await Promise.all([page.waitForNavigation(), page.click(selector)]);
  };
  await page.goto(`${desk.url}/account`);
  await look();
  await press('main a[href="/account/second-factor"]');
  await look();
  await page.type('#password', password);
  await press('main button.filled');
  await look();
  const secret = await page.$eval('.key', (element) => element.textContent ?? '');
  await page.type('#code', codeOf(secret));
  await press('main button.filled');
  await look();
  await page.goto(`${desk.url}/account/second-factor`);
  await look();
  await page.goto(`${desk.url}/account/recovery-codes`);
  await look();
  await page.goto(`${desk.url}/account/second-factor/removal`);
  await look();
  await page.goto(`${desk.url}/sign-in/code`);
  await press('main button.filled');
  await look();
  await page.goto(`${desk.url}/sign-in/recovery-code`);
  await look();
  expect(chromium.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
  await page.browserContext().close();
});
