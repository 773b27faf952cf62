/** A person's own settings at D-Sure and the ways in, pressed as a person presses them. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../bin/example/browser.ts';
import { createSignIn } from '../../d-sure/sign-in.ts';
import { openBrowser, type TestBrowser, violations } from '../support/browser.ts';
import { authenticatorCode } from './support/authenticator.ts';
import { email, type House, openHouse, password, secondEmail, sessionSecret } from './support/house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.owner.tries.deleteMany();
  await house.owner.rateLimit.deleteMany();
});

async function signedIn(as = email, secret = password): Promise<{ browser: Browser; page: Page }> {
  const browser = new Browser(house.url);
  const typed = { メールアドレス: as, パスワード: secret };
  return { browser, page: await browser.press(await browser.visit('/sign-in'), 'ログイン', typed) };
}

test('a person with a start code sets a password and signs in; two that differ, and a wrong code, are refused', async () => {
  const settings = { origin: house.url, sessionSecret, name: '保証確認サービス', trustedProxies: 0 };
  const code = await createSignIn(house.services, settings).makeStartCode('takanezawa-keiyaku');
  const browser = new Browser(house.url);
  const form = await browser.follow(await browser.visit('/sign-in'), '開始コードを受け取った方');
  const typed = { メールアドレス: secondEmail, 開始コード: code, 新しいパスワード: 'yamabuki-63-toumorokoshi' };
  const set = (more: Record<string, string>) => browser.press(form, '設定する', { ...typed, ...more });
  const differing = await set({ '新しいパスワード（確認）': 'another' }); // passwords-must-be-alike
  expect([differing.status, differing.text]).toEqual([422, expect.stringContaining('二つのパスワードが一致しません')]);
  const again = { '新しいパスワード（確認）': 'yamabuki-63-toumorokoshi' };
  expect((await set({ ...again, 開始コード: 'AAAA-AAAA-AAAA-AAAA' })).text).toContain('開始コードが違うか');
  expect((await set(again)).text).toContain('パスワードを設定しました');
  expect((await signedIn(secondEmail, 'yamabuki-63-toumorokoshi')).page.text).toContain('電子証書を開く');
});

test('a person changes the own password, and signs out everywhere', async () => {
  const as = 'toshi@takanezawa.example.jp';
  const { browser } = await signedIn(as);
  const page = await browser.visit('/account');
  expect(page.text).toContain('都市整備課');
  const fresh = 'hatsuyuki-27-kazaguruma';
  const typed = { 新しいパスワード: fresh, '新しいパスワード（確認）': fresh };
  const refused = await browser.press(page, 'パスワードを変える', { ...typed, 今のパスワード: 'not this one' });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('今のパスワードが違います')]);
  const changed = await browser.press(page, 'パスワードを変える', { ...typed, 今のパスワード: password });
  expect(changed.text).toContain('パスワードを変えました');
  const other = await signedIn(as, fresh);
  await browser.press(changed, 'すべての端末からログアウトする');
  expect((await other.browser.visit('/certificates')).address).toBe('/sign-in');
});

test('where the authority asks for a second factor, nothing else opens before it is set up; then each sign-in asks for it', async () => {
  await house.owner.authority.updateMany({ data: { entryRule: 'second-factor' } });
  const as = 'kaikei@takanezawa.example.jp';
  const { browser, page } = await signedIn(as);
  expect([page.address, page.text]).toEqual([
    '/account/second-factor',
    expect.stringContaining('はじめに二段階認証を設定してください'),
  ]);
  const { browser: elsewhere, page: theirs } = await signedIn(as);
  expect(theirs.address).toBe('/account/second-factor');
  const codes = await browser.press(page, '次へ', { 今のパスワード: password });
  const secret = (/<code>([A-Z2-7 ]{20,})<\/code>/.exec(codes.html)?.[1] ?? '').replaceAll(' ', '');
  const recovery = /<li><code>([^<]+)<\/code>/.exec(codes.html)?.[1] ?? '';
  const wrong = await browser.press(codes, '確認して設定を終える', { 認証コード: '000000' });
  expect(wrong.text).toContain('コードが違います');
  const done = await browser.press(wrong, '確認して設定を終える', { 認証コード: await authenticatorCode(secret) });
  expect(done.text).toContain('二段階認証を設定しました');
  expect((await browser.visit('/certificates')).address).toBe('/certificates');
  expect((await elsewhere.visit('/account/second-factor')).address).toBe('/sign-in');

  const next = await signedIn(as);
  expect(next.page.address).toBe('/sign-in/second-factor');
  expect((await next.browser.visit('/certificates')).address).toBe('/sign-in');
  const refused = await next.browser.press(next.page, '確認する', { 認証コード: '000000' });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('コードが違います')]);
  const inside = await next.browser.press(refused, '回復コードで入る', { 回復コード: recovery });
  expect(inside.text).toContain('電子証書を開く');
  await house.owner.authority.updateMany({ data: { entryRule: 'network' } });
});

test('a person outside the authority’s networks is told so', async () => {
  await house.owner.authority.updateMany({ data: { networks: ['203.0.113.0/24'] } });
  const { page } = await signedIn();
  expect([page.status, page.text]).toEqual([
    403,
    expect.stringContaining('このネットワークからはご利用いただけません'),
  ]);
  await house.owner.authority.updateMany({ data: { networks: ['127.0.0.1/32'] } });
});

test('the pages have nothing that axe objects to, by day and by night, in both languages, from 360 px', async () => {
  const browser: TestBrowser = await openBrowser();
  for (const [language, dark, width] of [
    ['ja', false, 1280],
    ['en', true, 360],
  ] as const) {
    const screen = await browser.person({ dark, width });
    const look = async (name: string) => {
      expect(await violations(screen)).toEqual([]);
      expect(await screen.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      const folder = process.env.SHOTS;
      if (folder !== undefined) await screen.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
    };
    await screen.goto(`${house.url}/sign-in/start?lang=${language}`);
    await look('start');
    await screen.goto(`${house.url}/sign-in/second-factor`);
    await look('second-factor');
    await screen.goto(`${house.url}/sign-in`);
    await screen.type('#email', email);
    await screen.type('#password', password);
    await Promise.all([screen.waitForNavigation(), screen.keyboard.press('Enter')]);
    await screen.goto(`${house.url}/account`);
    await look('account');
    await screen.goto(`${house.url}/account/second-factor`);
    await look('own-second-factor');
    await screen.type('#password', password);
    await Promise.all([screen.waitForNavigation(), screen.keyboard.press('Enter')]);
    await look('setup');
    await screen.close();
  }
  expect(browser.complaints).toEqual([]);
  await browser.close();
});
