/** The sample data: made once, however often it is asked for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser } from '../../bin/example/browser.ts';
import { seed } from '../../d-sure/seed.ts';
import { email, type House, openHouse, otherToken, password, suretyToken } from './support/house.ts';
import { get } from './support/postings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function signInWith(secret: string): Promise<number> {
  const browser = new Browser(house.url);
  return (
    await browser.press(await browser.visit('/sign-in'), 'ログイン', { メールアドレス: email, パスワード: secret })
  ).status;
}

test('seeding again changes nothing', async () => {
  const before = await house.owner.account.findMany();
  await seed(house.owner, { suretyToken, password });
  expect(await house.owner.account.findMany()).toEqual(before);
  expect(await house.owner.authorityUser.count({ where: { email } })).toBe(1);
});

test('seeding with another token and password replaces both', async () => {
  await seed(house.owner, { suretyToken: `new-${suretyToken}`, password: `new-${password}` });
  expect((await get(house.url, '/api/responses', suretyToken)).status).toBe(401);
  expect((await get(house.url, '/api/responses', `new-${suretyToken}`)).status).toBe(200);
  expect((await get(house.url, '/api/responses', otherToken)).status).toBe(200);
  expect([await signInWith(password), await signInWith(`new-${password}`)]).toEqual([422, 200]);
});
