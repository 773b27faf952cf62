/** The passkeys of a person's account: made with the password, named, listed; and what makes none. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk, password } from './support/desk.ts';
import { aboutToMake, pathOf, pressed, registered, textOf, triesToSignIn } from './support/passkeys.ts';

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
});

test('a person has several, by their names; the same device is not registered twice', async () => {
  const { page } = await registered(desk, chromium);
  await aboutToMake(desk, page, 'clerk', '二つ目');
  await page.click('form[data-passkey] button');
  await page.waitForSelector('[data-told]:not([hidden])');
  expect(await textOf(page)).toContain('すでに登録されています');
  await registered(desk, chromium, 'clerk', '自宅のスマートフォン');
  await page.goto(`${desk.url}/account`);
  expect(await textOf(page)).toMatch(/会社のパソコン[\s\S]*自宅のスマートフォン/);
  // Last, for axe's leaving unplugs the device.
  expect(await violations(page)).toEqual([]);
  await pressed(page, 'a[href$="/removal"]');
  expect(await violations(page)).toEqual([]);
});

test('a passkey needs a name and the password of the person (current-password-must-match)', async () => {
  const page = await chromium.person();
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/account/passkeys/new`);
  await page.waitForSelector('#name', { visible: true });
  expect(await violations(page)).toEqual([]);
  await pressed(page, 'main button[type="submit"]');
  expect(await page.$eval('#name-error', (error) => error.textContent)).toContain('入力');
  await page.type('#name', 'パソコン');
  await page.type('#password', 'not the password of anybody');
  await pressed(page, 'main button[type="submit"]');
  expect(await page.$eval('#password-error', (error) => error.textContent)).toContain('今のパスワードが違います');
  expect(await page.$eval('#name', (field) => (field as HTMLInputElement).value)).toBe('パソコン');
});

test('an answer to no question of ours registers nothing (passkey-must-be-made-anew), nor does an eleventh (passkeys-must-be-few)', async () => {
  const { page } = await registered(desk, chromium);
  await aboutToMake(desk, page, 'clerk', 'もう一つ');
  await page.$eval('form[data-passkey]', (form) => {
    form.querySelector('[name="answer"]')?.setAttribute('value', '{}');
    (form as HTMLFormElement).submit();
  });
  await page.waitForNavigation();
  expect(await textOf(page)).toContain('パスキーを登録できませんでした');
  const { userId, portal, publicKey, createdAt } = await desk.owner.passkey.findFirstOrThrow();
  const more = Array.from({ length: 9 }, (_, n) => ({
    id: `00000000-0000-4000-8000-00000000000${n}`,
    name: `${n}`,
    credentialId: `${n}`,
    userId,
    portal,
    publicKey,
    createdAt,
  }));
  await desk.owner.passkey.createMany({ data: more });
  expect(await violations(page)).toEqual([]);
  await aboutToMake(desk, page, 'clerk', '多すぎる');
  expect(await textOf(page)).toContain('パスキーは10個まで登録できます');
});

test('a new password leaves passkeys as they are, and the account says so', async () => {
  const { page } = await registered(desk, chromium);
  const { browser } = await desk.signIn('clerk');
  const form = await browser.visit('/account/password');
  const another = 'quite another password 7';
  const typed = { 現在のパスワード: password, 新しいパスワード: another, '新しいパスワード（確認）': another };
  const changed = await browser.press(form, 'パスワードを変更する', typed);
  expect(changed.text).toContain('登録したパスキーは使えるままです');
  await triesToSignIn(desk.url, page);
  expect(pathOf(page)).toBe('/');
});

test('without JavaScript no press is shown, and the page says what is needed', async () => {
  const page = await chromium.person({ javaScript: false });
  await desk.signInWith(page, 'reader');
  await page.goto(`${desk.url}/account/passkeys/new`);
  expect(await page.$eval('main form', (form) => form.hidden)).toBe(true);
  expect(await textOf(page)).toContain('対応したブラウザーが必要です');
  const { browser } = await desk.signIn('administrator');
  await browser.press(await browser.visit('/account'), 'すべての端末からログアウトする');
  expect((await browser.visit('/sign-in')).html).toContain('<div hidden data-needs-passkeys>');
});

test('a portal at a network address offers no passkeys: browsers have none for it', async () => {
  const numbered = await openDesk();
  try {
    const { browser } = await numbered.signIn('clerk');
    expect((await browser.visit('/account')).text).not.toContain('パスキー');
    expect((await browser.visit('/sign-in')).text).not.toContain('パスキー');
  } finally {
    await numbered.close();
  }
});

test('no page complains in its console of anything but a refused press', () => {
  expect(chromium.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});
