/** Forms that no person fills so are refused, not stumbled over. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Browser } from '../../../bin/example/browser.ts';
import { type House, openHouse } from '../support/house.ts';
import { forgetTries, signedIn } from '../support/visits.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => forgetTries(house));

const odd = ['\u0000', '\uFFFD', '％００', '{{key}}', "' OR 1=1 --", '＜', '𠮷'.repeat(300), '-'.repeat(300), ' '];

test.each(odd)('%j as number, key, e-mail and password is refused, not stumbled over', async (text) => {
  const { browser, page } = await signedIn(house);
  const answer = await browser.press(page, '開く', { 保証契約番号: text, 認証キー: text });
  expect(answer.status).toBe(422);
  const stranger = new Browser(house.url);
  const refused = await stranger.press(await stranger.visit('/sign-in'), 'ログイン', {
    メールアドレス: text,
    パスワード: text,
  });
  expect(refused.status).toBe(422);
});

test('fields sent twice, missing, too many or too long, and broken cookies, are refused', async () => {
  const { browser, page } = await signedIn(house);
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const twice = new URLSearchParams([
    ['formToken', formToken],
    ['key', 'a'],
    ['key', 'b'],
    ['guaranteeNumber', 'a'],
    ['guaranteeNumber', 'b'],
  ]);
  expect((await browser.send('/certificates', twice)).status).toBe(422);
  expect((await browser.send('/certificates', new URLSearchParams({ formToken }))).status).toBe(422);
  const many = new URLSearchParams(Array.from({ length: 50 }, (_, n) => [`f${n}`, '1']));
  expect((await browser.send('/certificates', many)).status).toBe(413);
  expect((await browser.send('/certificates', new URLSearchParams({ key: 'x'.repeat(100_000) }))).status).toBe(413);
  for (const cookie of ['d-sure.session_token=%E0%A4%A', 'd-sure.session_token=a.b', '=', 'd-sure.session_token']) {
    const answer = await fetch(new URL('/certificates', house.url), { headers: { cookie }, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  }
  for (const address of [
    '/certificates/..',
    '/certificates/x',
    '/certificates/%00',
    `/certificates/${randomUUID()}/revisions/99999999`,
    '/nothing',
  ]) {
    expect((await browser.visit(address)).status).toBe(address === '/certificates/..' ? 200 : 404);
  }
});
