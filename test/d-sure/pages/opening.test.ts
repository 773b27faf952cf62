/** A certificate is opened by number and key, and by nothing else: too many wrong ones stop for a while. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { allowances } from '../../../d-sure/tries.ts';
import { email, type House, openHouse, password, secondEmail } from '../support/house.ts';
import { buildPosting, createPosting, post, putKey } from '../support/postings.ts';
import { expectUntold, forgetTries, key, newNumber, opened, signedIn } from '../support/visits.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => forgetTries(house));

test('number and key show its lines, arrival, revision and whether it is undamaged', async () => {
  const number = newNumber();
  house.setClock(new Date('2026-04-03T03:00:00Z'));
  await createPosting(house.url, number, key);
  house.setClock(null);
  const { page } = await opened(house, number);
  expect(page.status).toBe(200);
  const shown = [
    `前払金保証 ${number}`,
    'No.1 新規',
    '到着 2026/04/03 12:00',
    '✓ データは改ざんされていません',
    '保証契約者 〇〇建設 株式会社',
    '被保証者 高根沢町長',
    '保証金額(前払) 20,000,000円',
    '保証期間 令和08年12月01日',
    '工事名 ●●●●工事',
    '請負金額(前払) 50,000,000円',
    '工期 令和08年04月02日 ～ 令和08年12月01日',
    '請負契約日 令和08年04月01日',
    '預託金融機関 〇〇銀行 ××支店',
    '取締役社長 保証 太郎',
    'TEL 028-000-0000',
  ];
  for (const words of shown) expect(page.text).toContain(words);
});

test('the number may be typed in full width, without its hyphen, and the key with spaces and hyphens', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await signedIn(house);
  const typed = { 保証契約番号: ` ${number.replace('-', '').replace('M', 'ｍ')} `, 認証キー: 'Z28Y-UE4J 3Bux' };
  expect((await browser.press(page, '開く', typed)).text).toContain('電子証書の内容');
});

test('an unknown number, a wrong key and a number without a key are answered byte for byte alike', async () => {
  const number = newNumber();
  const bare = newNumber();
  await createPosting(house.url, number, key);
  await post(house.url, buildPosting(bare));
  const { browser, page } = await signedIn(house);
  const answers = [];
  for (const wrong of [number, bare, '31074-99999M']) {
    const answer = await browser.press(page, '開く', { 保証契約番号: wrong, 認証キー: 'aB3dE5gH7jK9' });
    expect(answer.status).toBe(422);
    const headers = [...answer.headers].filter(([name]) => name !== 'date');
    answers.push(JSON.stringify([headers, answer.html.replaceAll(wrong, 'NUMBER')]));
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('保証契約番号と認証キーの組み合わせが確認できませんでした');
  expect(answers[0]).not.toContain('aB3dE5gH7jK9');
});

test('characters that look alike are named, whether or not the number exists', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await signedIn(house);
  for (const typed of [number, '31074-99999M']) {
    const answer = await browser.press(page, '開く', { 保証契約番号: typed, 認証キー: 'Z28YUE4J3BuO' });
    expect(answer.text).toContain('見まちがえやすい文字があります');
  }
});

test('wrong keys are limited per account, with the time from which it goes on', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await signedIn(house);
  for (let n = 0; n < allowances.account.tries; n++) {
    const wrong = { 保証契約番号: `31074-8${String(n).padStart(4, '0')}M`, 認証キー: 'aB3dE5gH7jK9' };
    expect((await browser.press(page, '開く', wrong)).status).toBe(422);
  }
  const stopped = await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key });
  expect(stopped.status).toBe(429);
  expect(stopped.text).toMatch(/受け付けを止めています。\d{4}\/\d\d\/\d\d \d\d:\d\d 以降に/);
  expect((await opened(house, number, secondEmail)).page.status).toBe(200);
  house.setClock(new Date(Date.now() + (allowances.account.minutes + 1) * 60_000));
  expect((await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key })).status).toBe(200);
  house.setClock(null);
});

test('wrong keys are limited per number, whoever types them, known or not; and many at once do not slip through', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  for (const typed of [number, '31074-77777M']) {
    await house.owner.tries.deleteMany();
    const first = await signedIn(house);
    const second = await signedIn(house, secondEmail);
    const half = allowances.number.tries / 2;
    const wrong = { 保証契約番号: typed, 認証キー: 'aB3dE5gH7jK9' };
    const pages = await Promise.all(
      [first, second].flatMap(({ browser, page }) =>
        Array.from({ length: half + 2 }, () => browser.press(page, '開く', wrong)),
      ),
    );
    expect(pages.filter(({ status }) => status === 422)).toHaveLength(allowances.number.tries);
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(4);
    expect((await second.browser.press(second.page, '開く', { ...wrong, 認証キー: key })).status).toBe(429);
  }
});

test('right keys do not use up tries', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await signedIn(house);
  for (let n = 0; n <= allowances.number.tries; n++) {
    expect((await browser.press(page, '開く', { 保証契約番号: number, 認証キー: key })).status).toBe(200);
  }
});

test('what one session opened, no other session reads, be it of the same person', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { page } = await opened(house, number);
  for (const as of [email, secondEmail]) {
    const other = await signedIn(house, as);
    for (const address of [page.address, `${page.address}/revisions/1/file`, `${page.address}/acceptance`]) {
      expect((await other.browser.visit(address)).status).toBe(404);
    }
  }
});

test('a replaced key closes what the old one had opened, and the old one opens no more', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  await putKey(house.url, number, 'aB3dE5gH7jK9', { replaces: true });
  expect((await browser.visit(page.address)).status).toBe(404);
  expect((await opened(house, number)).page.status).toBe(422);
});

test('pages and files are not kept by browsers or proxies, run no script of their own, and show in no frame', async () => {
  const number = newNumber();
  await createPosting(house.url, number, key);
  const { browser, page } = await opened(house, number);
  for (const each of [
    page,
    await browser.follow(page, '電子証書（PDF）を開く'),
    await browser.visit('/certificates'),
  ]) {
    expect(each.headers.get('cache-control')).toBe('no-store');
    expect(each.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(each.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
  expect(page.html).not.toMatch(/<script(?! src="\/assets\/)|<style|style="| on\w+="/);
});

test('text of the certificate is shown as text, never as markup', async () => {
  const number = newNumber();
  await post(house.url, buildPosting(number, { projectName: '<script>alert(1)</script>' }));
  await putKey(house.url, number, key);
  const { page } = await opened(house, number);
  expect(page.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('keys and passwords stand in no log and no table', () => expectUntold(house, [key, 'aB3dE5gH7jK9', password]));
