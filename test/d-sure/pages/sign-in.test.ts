/** Signing in to D-Sure, as people of authorities do, and what ends a session. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser } from '../../../bin/example/browser.ts';
import { idleHours, signInsInARow } from '../../../d-sure/library.ts';
import { allowances } from '../../../d-sure/tries.ts';
import { email, type House, openHouse, password, secondEmail } from '../support/house.ts';
import { createPosting } from '../support/postings.ts';
import { forgetTries, key, newNumber, opened, signedIn } from '../support/visits.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => forgetTries(house));

test('leads to the page that opens certificates, under the name of the authority and department', async () => {
  const { page, browser } = await signedIn(house);
  expect(page.text).toContain('高根沢町 総務課');
  expect(page.text).toContain('電子証書を開く');
  expect([...browser.cookies.keys()].every((name) => name.startsWith('d-sure.'))).toBe(true);
});

test('a wrong password and an unknown person are refused in the same words', async () => {
  const texts = [];
  for (const as of [email, 'nobody@takanezawa.example.jp']) {
    const browser = new Browser(house.url);
    const page = await browser.press(await browser.visit('/sign-in'), 'ログイン', {
      メールアドレス: as,
      パスワード: 'wrong-password',
    });
    expect(page.status).toBe(422);
    texts.push(page.text);
  }
  expect(texts[0]).toContain('メールアドレスかパスワードが違います');
  expect(texts[0]).toBe(texts[1]);
});

test('too many wrong passwords stop the account for a while, the right one too', async () => {
  const browser = new Browser(house.url);
  const first = await browser.visit('/sign-in');
  for (let n = 0; n < allowances['sign-in'].tries; n++) {
    await browser.press(first, 'ログイン', { メールアドレス: secondEmail, パスワード: `wrong-password-${n}` });
  }
  const page = await browser.press(first, 'ログイン', { メールアドレス: secondEmail, パスワード: password });
  expect(page.status).toBe(429);
  expect(page.text).toContain('以降にもう一度お試しください');
});

test('too many sign-ins in a row from one network address are stopped, whoever they name', async () => {
  const browser = new Browser(house.url);
  const page = await browser.visit('/sign-in');
  const statuses = [];
  for (let n = 0; n <= signInsInARow; n++) {
    const answer = await browser.press(page, 'ログイン', {
      メールアドレス: `p${n}@example.jp`,
      パスワード: 'wrong-password',
    });
    statuses.push(answer.status);
  }
  expect(statuses).toEqual([...Array(signInsInARow).fill(422), 429]);
});

test('nobody signs up, and the library has no other door', async () => {
  const browser = new Browser(house.url);
  for (const address of ['/auth/sign-up/email', '/auth/sign-in/email', '/auth/ok', '/auth/get-session']) {
    expect((await browser.visit(address)).status).toBe(404);
    expect((await browser.send(address, new URLSearchParams())).status).toBe(404);
  }
  expect(await house.owner.authorityUser.count()).toBe(4);
});

test('a form from another site is refused', async () => {
  const browser = new Browser(house.url);
  const values = new URLSearchParams({ email, password });
  const page = await browser.send('/sign-in', values, { origin: 'https://elsewhere.example.jp' });
  expect(page.status).toBe(403);
  expect(page.text).toContain('もう一度開いてから操作してください');
});

test('signing out ends the session and closes what it had opened', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  expect((await browser.press(page, 'ログアウト')).text).toContain('パスワード');
  const again = await signedIn(house);
  expect((await again.browser.visit(page.address)).status).toBe(404);
  expect(await house.owner.grant.count({ where: { guaranteeNumber: number } })).toBe(0);
});

test('a session ends an hour after its last request, and a session that has ended opens nothing', async () => {
  const { browser } = await signedIn(house);
  const [session] = await house.owner.session.findMany({ orderBy: { createdAt: 'desc' }, take: 1 });
  const hours = ((session?.expiresAt.getTime() ?? 0) - (session?.createdAt.getTime() ?? 0)) / 3_600_000;
  expect(Math.round(hours)).toBe(idleHours);
  await house.owner.session.update({
    where: { id: session?.id ?? '' },
    data: { expiresAt: new Date(Date.now() - 1) },
  });
  expect((await browser.visit('/certificates')).address).toBe('/sign-in');
  await signedIn(house);
  expect(await house.owner.session.count({ where: { id: session?.id ?? '' } })).toBe(0);
});

test('every page asks who one is first', async () => {
  const browser = new Browser(house.url);
  const grant = randomUUID();
  for (const address of ['/', '/certificates', `/certificates/${grant}`, `/certificates/${grant}/revisions/1/file`]) {
    expect((await browser.visit(address)).address).toBe('/sign-in');
  }
});
