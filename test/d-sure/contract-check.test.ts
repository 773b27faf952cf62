/** 契約照合 at D-Sure: an officer holds the contract against the certificate, line by line. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../bin/example/browser.ts';
import { email, type House, openHouse, password } from './support/house.ts';
import { createPosting } from './support/postings.ts';

const number = '31074-00001M';
const key = 'Z28YUE4J3Bux';
let house: House;
let browser: Browser;
let certificate: Page;

beforeAll(async () => {
  house = await openHouse();
  await createPosting(house.url, number, key);
  browser = new Browser(house.url);
  const home = await browser.press(await browser.visit('/'), 'ログイン', {
    メールアドレス: email,
    パスワード: password,
  });
  certificate = await browser.press(home, '開く', { 保証契約番号: number, 認証キー: key });
});
afterAll(() => house.close());

test('what agrees gets a ○, what differs a ×, what is left out nothing; who checked and when stands beside', async () => {
  const form = await browser.follow(certificate, '契約照合をする');
  const page = await browser.press(form, '照合する', {
    '請負金額(前払)': '５０，０００，０００円',
    請負契約日: 'R1.5.1',
  });
  expect(page.status).toBe(200);
  expect(page.text).toContain('○ 一致');
  expect(page.text).toContain('× 相違');
  expect(page.text).toContain('－ 照合していません');
  expect(page.text).toContain('1件、電子証書と一致しないか');
  expect(page.text).toContain('高根沢町 総務課');
});

test('a day that does not exist is not read as another, and what was typed stays as text', async () => {
  const form = await browser.follow(certificate, '契約照合をする');
  const page = await browser.press(form, '照合する', {
    被保証者: '<b>高根沢町長</b>',
    '工期（終期）': '令和8年2月31日',
  });
  expect(page.text).toContain('？ 読み取れません');
  expect(page.html).toContain('&lt;b&gt;高根沢町長&lt;/b&gt;');
  expect(page.html).not.toContain('<b>高根沢町長');
});

test('another session’s grant is not there to be checked', async () => {
  const address = `${certificate.address}/contract-check`;
  const stranger = new Browser(house.url);
  await stranger.press(await stranger.visit('/'), 'ログイン', { メールアドレス: email, パスワード: password });
  expect((await stranger.visit(address)).status).toBe(404);
});
