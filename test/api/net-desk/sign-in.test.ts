/** Signing in to Net Desk, read as a person reads it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Browser } from '../../../bin/example/browser.ts';
import { signInAllowance } from '../../../prisma/tries.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk, password, people } from './support/desk.ts';

let desk: OpenDesk;
let browser: TestBrowser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), browser.close()]));
beforeEach(async () => {
  await desk.owner.session.deleteMany();
  await desk.owner.tries.deleteMany();
  await desk.owner.rateLimit.deleteMany();
});

const typed = (email: string, word = password) => ({ メールアドレス: email, パスワード: word });

describe('without JavaScript', () => {
  test('the person comes to the start page, under the name of the company and of the right', async () => {
    const { page, browser: reading } = await desk.signIn('clerk');
    expect(page.address).toBe('/');
    expect(page.text).toContain('〇〇建設 株式会社');
    expect(page.text).toContain('見本 花子（担当者）');
    expect([...reading.cookies.keys()].every((name) => name.startsWith('net-desk.'))).toBe(true);
  });

  test('whoever is not signed in is asked to sign in', async () => {
    expect((await new Browser(desk.url).visit('/')).address).toBe('/sign-in');
  });

  test('a wrong password and an unknown person are refused in the same words (sign-in-must-match)', async () => {
    const texts = [];
    for (const email of [people.clerk.email, 'nobody@marumaru-kensetsu.example.jp']) {
      const reading = new Browser(desk.url);
      const page = await reading.press(await reading.visit('/sign-in'), 'ログイン', typed(email, 'wrong password'));
      expect(page.status).toBe(401);
      texts.push(page.text);
    }
    expect(texts[0]).toContain('メールアドレスかパスワードが違います');
    expect(texts[0]).toBe(texts[1]);
  });

  test.each([
    ['an account', people.reader.email],
    ['an address that nobody has', 'nobody@marumaru-kensetsu.example.jp'],
  ])('too many wrong passwords stop %s for a while, the right one too (tries-must-be-few)', async (_, email) => {
    const reading = new Browser(desk.url);
    const form = await reading.visit('/sign-in');
    for (let n = 0; n < signInAllowance.tries; n++) await reading.press(form, 'ログイン', typed(email, `wrong ${n}`));
    const page = await reading.press(form, 'ログイン', typed(email));
    expect(page.status).toBe(429);
    expect(page.text).toContain('以降にもう一度お試しください');
  });

  test('staff have no company, and no way in here', async () => {
    await desk.owner.user.update({ where: { id: people.reader.id }, data: { contractorId: null } });
    const { page } = await desk.signIn('reader');
    expect(page.address).toBe('/sign-in');
    await desk.owner.user.update({
      where: { id: people.reader.id },
      data: { contractorId: people.reader.contractorId },
    });
  });

  test('signing out ends the session, also for whoever kept its cookie', async () => {
    const { page, browser: reading } = await desk.signIn('clerk');
    const kept = [...reading.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await reading.press(page, 'ログアウト')).address).toBe('/sign-in');
    const answer = await fetch(desk.url, { headers: { cookie: kept }, redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/sign-in');
  });

  test('a session of another portal opens nothing here', async () => {
    const { browser: reading } = await desk.signIn('clerk');
    await desk.owner.session.updateMany({ data: { portal: 'operations' } });
    expect((await reading.visit('/')).address).toBe('/sign-in');
  });

  test('a request moves the end of the session on', async () => {
    const { browser: reading } = await desk.signIn('clerk');
    await desk.owner.session.updateMany({ data: { expiresAt: new Date(Date.now() + 60_000) } });
    expect((await reading.visit('/')).address).toBe('/');
    const soon = new Date(Date.now() + 50 * 60_000);
    expect(await desk.owner.session.count({ where: { user: { id: people.clerk.id }, expiresAt: { gt: soon } } })).toBe(
      1,
    );
  });

  test('a session ends after an hour without a request, and after twelve in any case', async () => {
    const { browser: idle } = await desk.signIn('clerk');
    await desk.owner.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await idle.visit('/')).address).toBe('/sign-in');
    const { browser: long } = await desk.signIn('clerk');
    await desk.owner.session.updateMany({ data: { createdAt: new Date(Date.now() - 13 * 3_600_000) } });
    expect((await long.visit('/')).address).toBe('/sign-in');
  });

  test('what a page fetches by itself moves the end of the session nowhere', async () => {
    const { browser: reading } = await desk.signIn('clerk');
    const cookie = [...reading.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const soon = new Date(Date.now() + 60_000);
    await desk.owner.session.updateMany({ data: { expiresAt: soon } });
    const headers = { cookie, 'X-By-Itself': 'true' };
    const answer = await fetch(desk.url, { headers, redirect: 'manual' });
    expect(answer.status).toBe(200);
    const stream = await fetch(`${desk.url}/events`, { headers: { cookie } });
    await stream.body?.cancel();
    expect((await desk.owner.session.findFirstOrThrow()).expiresAt).toEqual(soon);
    const page = await answer.text();
    const live = [...page.matchAll(/<[^>]*hx-trigger="[^"]*from:#live[^>]*>/g)].map(([tag]) => tag);
    expect(live).not.toEqual([]);
    for (const tag of live) expect(tag).toContain('X-By-Itself');
  });

  test('whose session is over is told so, once', async () => {
    const { browser: reading } = await desk.signIn('clerk');
    await desk.owner.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await reading.visit('/')).text).toContain('一定時間ご利用がなかったか');
    expect((await reading.visit('/sign-in')).text).not.toContain('一定時間ご利用がなかったか');
  });

  test('the account page lists where one is signed in, and signs out everywhere', async () => {
    const { browser: other } = await desk.signIn('clerk');
    const { browser: reading } = await desk.signIn('clerk');
    await desk.signIn('reader');
    const page = await reading.visit('/account');
    expect(page.html.match(/data-label="端末"/g)).toHaveLength(2);
    expect(page.text).toContain('127.0.0.1');
    expect((await reading.press(page, 'すべての端末からログアウトする')).address).toBe('/sign-in');
    expect((await other.visit('/')).address).toBe('/sign-in');
  });

  test('a form of another page or another origin does nothing (form-must-be-from-this-page)', async () => {
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.send('/sign-out', new URLSearchParams({ formToken: 'guessed' }));
    expect(page.status).toBe(403);
    const elsewhere = { origin: 'https://thief.example.jp', 'sec-fetch-site': 'cross-site' };
    const signIn = new URLSearchParams({ email: people.clerk.email, password });
    expect((await reading.send('/sign-in', signIn, elsewhere)).status).toBe(403);
    expect((await reading.visit('/')).address).toBe('/');
  });

  test('an address that is not there says so on a page, with a way on (address-must-exist)', async () => {
    const { browser: reading } = await desk.signIn('clerk');
    const page = await reading.visit('/nothing-here');
    expect(page.status).toBe(404);
    expect(page.text).toContain('全体トップへ');
  });

  test('English is chosen by a link and kept; another host’s address never follows from it', async () => {
    const reading = new Browser(desk.url);
    expect((await reading.visit('/sign-in?lang=en')).text).toContain('E-mail address');
    expect((await reading.visit('/sign-in')).text).toContain('E-mail address');
    const answer = await fetch(`${desk.url}//thief.example.jp/?lang=en`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/thief.example.jp/');
  });
});

describe('in a browser', () => {
  test.each([
    ['ja', false],
    ['en', true],
  ])('the sign-in page (%s) has nothing that axe objects to, and works by keyboard', async (language, dark) => {
    const page = await browser.person({ dark, width: 360 });
    await page.goto(`${desk.url}/sign-in?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    await desk.signInWith(page, 'clerk');
    expect(new URL(page.url()).pathname).toBe('/');
    expect(browser.complaints).toEqual([]);
    await page.browserContext().close(); // its event stream would find its session gone in the next test
  });

  test('a refusal gets the focus, and its link leads to the field', async () => {
    const page = await browser.person();
    await page.goto(`${desk.url}/sign-in`);
    await page.type('#email', people.clerk.email);
    await page.type('#password', 'a wrong password');
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('error-summary');
    await page.click('#error-summary a');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('email');
  });
});
