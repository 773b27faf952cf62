/** Guarantees on other platforms: registered, shown, marked, changed, removed, each act on record. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from '../../bin/example/browser.ts';
import { type House, openHouse } from './support/house.ts';
import { register, typedLocator, viewingPassword } from './support/locators.ts';
import { signIn } from './support/screens.ts';

let house: House;
let officer: Browser;
let reader: Browser;

beforeAll(async () => {
  house = await openHouse();
  ({ reading: officer } = await signIn(house.url, 'toshi@takanezawa.example.jp'));
  ({ reading: reader } = await signIn(house.url, 'kaikei@takanezawa.example.jp'));
});
afterAll(() => house.close());

const idOf = (address: string) => /[0-9a-f-]{36}/.exec(address)?.[0] ?? '';
/** Each test its own, that the others leave alone. */
const own = () => `https://shoken.example.jp/view/${randomUUID()}`;

test('an officer registers one; everybody of the authority finds it in the one list, by words, kind and state', async () => {
  const page = await register(officer);
  expect(page.text).toContain('登録しました');
  expect(page.text).toContain('公共工事履行保証証券 shoken.example.jp');
  for (const query of [
    '',
    '?q=町道補修',
    '?q=〇〇損害',
    '?q=shoken.example',
    '?source=locator',
    '?state=unconfirmed',
  ]) {
    const list = await reader.visit(`/opened${query}`);
    expect([query, list.html]).toEqual([query, expect.stringContaining(`href="/locators/${idOf(page.address)}"`)]);
  }
  for (const query of ['?source=certificate', '?state=confirmed', '?q=第99号'])
    expect((await reader.visit(`/opened${query}`)).html).not.toContain(idOf(page.address));
  expect((await officer.visit('/locators')).address).toBe('/opened?source=locator');
});

test('the URL is a link to a new window that tells the other platform nothing of us, and stands there as text', async () => {
  const url = own();
  const { html } = await register(officer, { 閲覧URL: url });
  expect(html).toContain(`href="${url}" target="_blank" rel="noopener noreferrer">${url}`);
});

test('each refusal stands beside its field, and what was typed stays', async () => {
  const before = await house.owner.locator.count();
  const page = await register(officer, { 閲覧URL: 'http://shoken.example.jp/', 種類: '', 工事名: '', 保証金額: '5万' });
  expect(page.status).toBe(422);
  for (const field of ['url', 'kind', 'projectName', 'amountYen']) expect(page.html).toContain(`id="${field}-error"`);
  for (const field of ['password', 'contractor', 'memo']) expect(page.html).not.toContain(`id="${field}-error"`);
  expect(page.text).toContain('工事名：この項目を入力してください。');
  expect(page.html).toContain('value="△△組"');
  expect(await house.owner.locator.count()).toBe(before);
});

test('a URL that is there already is told (locator-url-must-be-new), and may stand for another guarantee where the officer says so', async () => {
  const url = own();
  await register(officer, { 閲覧URL: url, 工事名: '先の工事' });
  const told = await register(officer, { 閲覧URL: url, 工事名: '後の工事' });
  expect([told.status, told.text]).toEqual([409, expect.stringContaining('「先の工事」の保証として')]);
  const again = await officer.press(told, '登録する', {
    ...typedLocator,
    閲覧URL: url,
    同じURLの別の保証として登録する: 'yes',
  });
  expect(again.text).toContain('登録しました');
  expect(await house.owner.locator.count({ where: { url } })).toBe(2);
});

test('the same form sent twice, or by two at once, is one locator', async () => {
  const form = await officer.visit('/locators/new');
  const typed = { ...typedLocator, 閲覧URL: own() };
  const [one, other] = await Promise.all([
    officer.press(form, '登録する', typed),
    officer.press(form, '登録する', typed),
  ]);
  expect(one.address).toBe(other.address);
  expect(await house.owner.locator.count({ where: { url: typed.閲覧URL } })).toBe(1);
  const twins = await Promise.all([1, 2].map(() => register(officer, { 閲覧URL: `${typed.閲覧URL}/x` })));
  expect(twins.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('an officer says how far the authority is; said twice it is said once', async () => {
  const page = await register(officer, { 閲覧URL: own() });
  const id = idOf(page.address);
  const confirmed = await officer.press(page, '確認済みにする');
  expect(confirmed.text).toContain('確認済み');
  await officer.press(page, '確認済みにする');
  await officer.press(confirmed, '補正を依頼したことを記録する');
  const changes = await house.owner.locatorChange.findMany({ where: { locatorId: id }, orderBy: { at: 'asc' } });
  expect(changes.map(({ kind, lines }) => [kind, lines])).toEqual([
    ['added', []],
    ['state-changed', [{ field: 'state', before: 'unconfirmed', after: 'confirmed' }]],
    ['state-changed', [{ field: 'state', before: 'confirmed', after: 'correction-asked' }]],
  ]);
  expect((await reader.visit('/opened?state=correction-asked')).html).toContain(id);
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const odd = new URLSearchParams({ formToken, state: 'accepted' });
  expect((await officer.send(`/locators/${id}/state`, odd)).status).toBe(400);
});

test('a change keeps what stood before; a password is known to have changed, and no more; another URL is unconfirmed again', async () => {
  const page = await register(officer, { 閲覧URL: own() });
  const id = idOf(page.address);
  const confirmed = await officer.press(page, '確認済みにする');
  const form = await officer.follow(confirmed, '内容を直す');
  expect(form.html).not.toContain(viewingPassword);
  const unchanged = await officer.press(form, 'この内容にする', {
    ...typedLocator,
    閲覧URL: urlOf(form.html),
    閲覧パスワード: '',
  });
  expect(unchanged.text).toContain('変わったところはありません');
  const url = own();
  const typed = { ...typedLocator, 閲覧URL: url, 閲覧パスワード: 'nB4-xx31', 保証金額: '6,000,000' };
  const changed = await officer.press(form, 'この内容にする', typed);
  expect(changed.text).toContain('保証金額： 5,000,000円 → 6,000,000円');
  expect(changed.text).toContain('状態：確認済み → 未確認');
  expect(changed.text).toContain('閲覧パスワード：変更しました');
  expect(changed.html).not.toContain('nB4-xx31');
  const trail = await house.owner.locatorChange.findMany({ where: { locatorId: id } });
  expect(JSON.stringify(trail)).not.toMatch(/mP7-kv29|nB4-xx31/);
  expect((await officer.press(changed, 'パスワードを表示する')).text).toContain('nB4-xx31');
});

test('who changes what somebody else changed meanwhile is told (locator-must-be-as-shown), and may look and press again', async () => {
  const url = own();
  const page = await register(officer, { 閲覧URL: url });
  const form = await officer.follow(page, '内容を直す');
  await officer.press(page, '確認済みにする');
  const typed = { ...typedLocator, 閲覧URL: url, 閲覧パスワード: '', メモ: '後から' };
  const told = await officer.press(form, 'この内容にする', typed);
  expect([told.status, told.text]).toEqual([409, expect.stringContaining('ほかの方が先に')]);
  expect(told.html).toContain('後から</textarea>');
  const changed = await officer.press(told, 'この内容にする', typed);
  expect(changed.text).toContain('内容を直しました');
  expect(changed.text).toContain('確認済み');
});

test('a URL as long as one may be is kept and found', async () => {
  const url = `https://shoken.example.jp/${Array.from({ length: 54 }, () => randomUUID()).join('')}`.slice(0, 1_960);
  expect((await register(officer, { 閲覧URL: url })).text).toContain(url);
  expect((await register(officer, { 閲覧URL: url })).status).toBe(409);
});

test('one that is removed, after a question, is hidden from all and deleted from nowhere; its URL is free again', async () => {
  const url = own();
  const page = await register(officer, { 閲覧URL: url });
  const id = idOf(page.address);
  const question = await officer.follow(page, '一覧から削除する');
  expect((await reader.visit('/opened')).html).toContain(id);
  const list = await officer.press(question, '削除する');
  expect(list.text).toContain('一覧から削除しました');
  for (const person of [officer, reader]) {
    expect((await person.visit('/opened')).html).not.toContain(id);
    expect((await person.visit('/opened/file')).text).not.toContain(url);
    expect((await person.visit(`/locators/${id}`)).status).toBe(404);
  }
  expect(await house.owner.locator.count({ where: { id, removedAt: { not: null } } })).toBe(1);
  expect(await house.owner.locatorChange.count({ where: { locatorId: id, kind: 'removed' } })).toBe(1);
  expect((await register(officer, { 閲覧URL: url })).text).toContain('登録しました');
});

test('the CSV holds both kinds, no password, and no cell that calculates', async () => {
  await register(officer, { 閲覧URL: own(), 工事名: '=HYPERLINK("x")', メモ: '+81 第3号' });
  const { text } = await reader.visit('/opened/file?source=locator');
  expect(text).toContain('どこで見るか,保証契約番号,閲覧URL');
  expect(text).toContain('"\'=HYPERLINK(""x"")"');
  expect(text).toContain("'+81 第3号");
  expect(text).not.toContain(viewingPassword);
});

test('a reader looks, and changes nothing (role-must-allow-this)', async () => {
  const page = await register(officer, { 閲覧URL: own() });
  const seen = await reader.visit(page.address);
  for (const word of ['内容を直す', '一覧から削除する', '確認済みにする']) expect(seen.text).not.toContain(word);
  expect((await reader.visit('/opened')).html).not.toContain('href="/locators/new"');
  const formToken = /name="formToken" value="([^"]+)"/.exec(seen.html)?.[1] ?? '';
  for (const path of [
    '/locators/new',
    `/locators/${idOf(page.address)}/change`,
    `/locators/${idOf(page.address)}/removal`,
  ])
    expect([path, (await reader.visit(path)).status]).toEqual([path, 403]);
  for (const path of [
    '/locators',
    ...['change', 'state', 'removal'].map((end) => `/locators/${idOf(page.address)}/${end}`),
  ])
    expect([path, (await reader.send(path, new URLSearchParams({ formToken }))).status]).toEqual([path, 403]);
});

function urlOf(html: string): string {
  return /name="url"[^>]*value="([^"]*)"/.exec(html)?.[1] ?? '';
}
