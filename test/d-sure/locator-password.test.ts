/** The viewing password of a guarantee on another platform: a secret at rest, shown on a press, each showing on record. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from '../../bin/example/browser.ts';
import { openPassword, sealPassword } from '../../d-sure/locators/password-seal.ts';
import { type House, openHouse, sessionSecret } from './support/house.ts';
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

test('the password is shown on a press alone, to readers too, and who saw it when is on record', async () => {
  const page = await register(officer, { 閲覧URL: own() });
  expect(page.html).not.toContain(viewingPassword);
  const looked = await reader.visit(page.address);
  expect(looked.html).not.toContain(viewingPassword);
  const shown = await reader.press(looked, 'パスワードを表示する');
  expect(shown.text).toContain(viewingPassword);
  expect(shown.text).toContain('会計 三郎 閲覧パスワード');
  expect(shown.headers.get('cache-control')).toBe('no-store');
  const views = await house.owner.locatorView.findMany({
    where: { locatorId: idOf(page.address) },
    orderBy: { viewedAt: 'asc' },
  });
  expect(views.map(({ userId, what }) => [userId, what])).toEqual([
    ['takanezawa-toshi', 'page'],
    ['takanezawa-kaikei', 'page'],
    ['takanezawa-kaikei', 'password'],
  ]);
  const again = await reader.visit(`/locators/${idOf(page.address)}/password`);
  expect(again.html).not.toContain(viewingPassword);
});

test('at rest and in the log there is no password; a sealed one opens on its own row and with the right secret alone', async () => {
  const page = await register(officer, { 閲覧URL: own() });
  const id = idOf(page.address);
  const { sealedPassword } = await house.owner.locator.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(sealedPassword).includes(viewingPassword)).toBe(false);
  expect(openPassword(sessionSecret, id, sealedPassword)).toBe(viewingPassword);
  expect(openPassword(sessionSecret, randomUUID(), sealedPassword)).toBeNull();
  expect(openPassword(`${sessionSecret}!`, id, sealedPassword)).toBeNull();
  const bent = Uint8Array.from(sealedPassword);
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
  expect(openPassword(sessionSecret, id, bent)).toBeNull();
  expect(openPassword(sessionSecret, id, new Uint8Array())).toBeNull();
  expect(sealPassword(sessionSecret, id, viewingPassword)).not.toEqual(
    sealPassword(sessionSecret, id, viewingPassword),
  );
  expect(house.logged()).not.toContain(viewingPassword);
});

test('where the secret was changed since, the page says to enter the password again (locator-password-must-be-readable), and that mends it', async () => {
  const page = await register(officer, { 閲覧URL: own() });
  const id = idOf(page.address);
  const sealedPassword = sealPassword('another secret of at least 32 characters', id, viewingPassword);
  await house.owner.locator.update({ where: { id }, data: { sealedPassword } });
  const refused = await officer.press(page, 'パスワードを表示する');
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('読み出せません')]);
  const form = await officer.follow(await officer.visit(`/locators/${id}`), '内容を直す');
  const asked = await officer.press(form, 'この内容にする', { 閲覧パスワード: '' });
  expect([asked.status, asked.text]).toEqual([422, expect.stringContaining('この項目を入力してください')]);
  const changed = await officer.press(asked, 'この内容にする', {
    ...typedLocator,
    閲覧URL: own(),
    閲覧パスワード: 'nB4-xx31',
  });
  expect((await officer.press(changed, 'パスワードを表示する')).text).toContain('nB4-xx31');
});
