/** The list of what an authority has opened, its memos, what changed and who looked. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../bin/example/browser.ts';
import { openBrowser, type TestBrowser, violations } from '../support/browser.ts';
import { email, type House, openHouse, secondEmail } from './support/house.ts';
import { buildPosting, createPosting, post, putKey } from './support/postings.ts';
import { screenOf, signIn } from './support/screens.ts';

const number = '31074-00001M';
const amended = '31074-00002M';
const key = 'Z28YUE4J3Bux';
let house: House;
let browser: TestBrowser;
let reading: Browser;
let certificate: Page;

async function opened(guaranteeNumber: string, as = email) {
  const { reading: person, home } = await signIn(house.url, as);
  const page = await person.press(home, '開く', { 保証契約番号: guaranteeNumber, 認証キー: key });
  return { person, page };
}

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse(), openBrowser()]);
  await createPosting(house.url, number, key);
  await post(house.url, buildPosting(amended, { projectName: '=町道補修ｶﾞ工事', contractor: '△△組' }));
  await putKey(house.url, amended, key);
  ({ person: reading, page: certificate } = await opened(number));
  await opened(amended, secondEmail);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await house.close();
});

test('everybody of the authority finds what one of them opened, with its state; only an own grant is a link', async () => {
  const list = await reading.visit('/opened');
  expect(list.text).toContain('2件の保証');
  expect(list.text).toContain('△△組');
  expect(list.html).toContain(`>${number}</span></a>`);
  expect(list.html).not.toContain(`>${amended}</span></a>`);
});

test('another authority finds nothing of it, and has no memo to write there', async () => {
  const strangerEmail = 'keiyaku@betsu.example.jp';
  const id = 'elsewhere';
  const { entryRule, networks } = await house.owner.authority.findUniqueOrThrow({ where: { id: 'takanezawa' } });
  await house.owner.authority.create({ data: { id, name: 'べつの市', entryRule, networks } });
  await house.owner.department.create({ data: { id, authorityId: id, name: '契約課' } });
  await house.owner.authorityUser.create({ data: { id, name: '別市 太郎', email: strangerEmail, authorityId: id } });
  await house.owner.membership.create({ data: { userId: id, departmentId: id, place: 0 } });
  const known = await house.owner.account.findFirstOrThrow({ where: { user: { email } } });
  await house.owner.account.create({
    data: { id, accountId: id, providerId: 'credential', userId: id, password: known.password },
  });
  const { reading: stranger } = await signIn(house.url, strangerEmail);
  const list = await stranger.visit('/opened');
  expect(list.text).toContain('まだ開いた電子証書も、登録した保証もありません');
  expect((await stranger.visit('/opened/file')).text).not.toContain(number);
  const formToken = /name="formToken" value="([^"]+)"/.exec(list.html)?.[1] ?? '';
  const memo = new URLSearchParams({ formToken, 'memo-text': 'x' });
  expect((await stranger.send(`${certificate.address}/memo`, memo)).status).toBe(404);
});

test('words, in any width, and the state narrow the list; both stand in the address', async () => {
  for (const [query, found, hidden] of [
    ['q=補修ガ', amended, number],
    [`q=${number}`, number, amended],
    ['q=%25', null, number],
    ['state=accepted', null, number],
  ] as const) {
    const { text } = await reading.visit(`/opened?${new URLSearchParams(query)}`);
    if (found !== null) expect(text).toContain(found);
    expect(text).not.toContain(`${hidden} 前払金保証`);
  }
});

test('a memo is kept for the authority, stands in the list and the CSV, and is nobody else’s', async () => {
  const page = await reading.press(certificate, 'メモを保存する', { メモの内容: '起案 第12号\n<b>決裁済み</b>' });
  expect(page.html).toContain('&lt;b&gt;決裁済み&lt;/b&gt;');
  expect((await reading.visit('/opened?q=第12号')).text).toContain('起案 第12号');
  const { text } = await reading.visit('/opened/file');
  expect(text).toContain('起案 第12号');
  expect(text).toContain("'=町道補修");
  const { person } = await opened(number, secondEmail);
  expect((await person.visit('/opened')).text).toContain('起案 第12号');
});

test.each([
  ['the key (reason-must-not-hold-the-key)', 'キー Z28Y UE4J 3Bux'],
  ['the key as it is read from a print', '認証キーは「Ｚ２８Ｙ　－　ＵＥ４Ｊ　－　３Ｂｕｘ」'],
  ['the key in other groups', 'Z2・8Y・UE・4J・3B・ux です'],
  ['a text without end', 'あ'.repeat(1_001)],
  ['what cannot be printed', 'a\u0001b'],
])('a memo with %s is refused beside its field, and stays as typed', async (_what, text) => {
  const page = await reading.press(certificate, 'メモを保存する', { メモの内容: text });
  expect(page.status).toBe(422);
  expect(page.html).toContain('id="memo-text-error"');
  expect(page.html).toContain('href="#memo-text"');
  expect(page.html).toContain(`${text}</textarea>`);
  expect((await reading.visit(`${certificate.address}/memo`)).address).toBe(`${certificate.address}#memo`);
});

test('a new revision says what changed since the one that this person saw, and who looked stands beside', async () => {
  await post(
    house.url,
    buildPosting(number, { revision: 2, revisionKind: 'amendment', guaranteeAmountYen: 24_800_000 }),
  );
  const page = await reading.visit(certificate.address);
  expect(page.text).toContain('No.1 からの変更点');
  expect(page.text).toContain('保証金額(前払) 20,000,000円 24,800,000円');
  expect(page.text).not.toContain('工事名 ●●●●工事 ●●●●工事');
  expect(page.text).toContain('閲覧の記録');
  expect((await reading.visit(certificate.address)).text).toContain('2 画面');
});

test('the paper that the certificate is for is named before an answer', async () => {
  const contractGuarantee = '31074-00003K';
  await post(
    house.url,
    buildPosting(contractGuarantee, {
      product: 'contract-guarantee',
      guaranteePeriod: { from: null, to: '2026-12-01' },
    }),
  );
  await putKey(house.url, contractGuarantee, key);
  const { person, page } = await opened(contractGuarantee);
  expect((await person.visit(`${page.address}/acceptance`)).text).toContain('請負契約締結の手続きに使う電子証書です');
  expect((await reading.visit(`${certificate.address}/correction`)).text).toContain('前払金請求の手続きに使う');
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])('%s, dark %s, %d px: axe finds nothing, and nothing is wider than the screen', async (language, dark, width) => {
  const screen = await screenOf(browser, house.url, reading, { dark, width });
  for (const address of [`/opened?lang=${language}`, '/opened?q=nothing', certificate.address]) {
    await screen.goto(new URL(address, house.url).href);
    expect([address, await violations(screen)]).toEqual([address, []]);
    expect(await screen.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  expect(browser.complaints).toEqual([]);
});
