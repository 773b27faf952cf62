/** People of authorities sign in with passkeys, in a real browser with a simulated device: a second factor by itself, where the authority asks for one. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { passkeyStore } from '../../d-sure/passkeys.ts';
import { findPerson } from '../../d-sure/people.ts';
import type { Person } from '../../d-sure/person.ts';
import { chooseEntry } from '../../d-sure/staff/entry.ts';
import { allowances } from '../../d-sure/tries.ts';
import { answerIn, pathOf, pressed, sentAnswer, textOf, triesToSignIn } from '../api/net-desk/support/passkeys.ts';
import { plugIn } from '../api/net-desk/support/virtual-authenticator.ts';
import { openBrowser, type TestBrowser } from '../support/browser.ts';
import { createPasskey, email, type House, openHouse, password } from './support/house.ts';
import {
  aboutToMake,
  cleared,
  officer,
  officerId,
  registered,
  requireSecondFactor,
  signInWith,
} from './support/passkeys.ts';
import { signIn } from './support/screens.ts';

let house: House;
let chromium: TestBrowser;
beforeAll(async () => {
  [house, chromium] = await Promise.all([openHouse('localhost'), openBrowser('localhost')]);
});
afterAll(() => Promise.all([house.close(), chromium.close()]));
beforeEach(() => cleared(house));

test('a passkey is made with the password, listed, and signs in without password and code, with a session of D-Sure’s own', async () => {
  const { page } = await registered(house, chromium);
  expect(await textOf(page)).toMatch(/パスキーを登録しました[\s\S]*庁舎のパソコン[\s\S]*まだありません/);
  await house.owner.authorityUser.update({ where: { id: officerId }, data: { twoFactorEnabled: true } });
  await triesToSignIn(house.url, page);
  expect(pathOf(page)).toBe('/certificates');
  await page.goto(`${house.url}/account`);
  expect(await textOf(page)).not.toContain('まだありません');
  const session = await house.owner.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } });
  expect(session.userId).toBe(officerId);
  expect(session.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000);
  expect((await page.cookies()).map(({ name }) => name)).toContain('d-sure.session_token');
});

test('a removed passkey opens nothing, after a page that asks for the password (passkey-must-match); every other session is over', async () => {
  const { page } = await registered(house, chromium);
  const { reading: elsewhere } = await signIn(house.url, officer);
  await pressed(page, 'a[href$="/removal"]');
  await page.type('#password', 'not the password of anybody');
  await pressed(page, 'main button[type="submit"]');
  expect(await page.$eval('#password-error', (error) => error.textContent)).toContain('今のパスワードが違います');
  expect((await elsewhere.visit('/certificates')).address).toBe('/certificates');
  await page.type('#password', password);
  await pressed(page, 'main button[type="submit"]');
  expect(await textOf(page)).toContain('パスキーを削除しました');
  expect((await elsewhere.visit('/certificates')).address).toBe('/sign-in');
  await triesToSignIn(house.url, page);
  expect([pathOf(page), await textOf(page)]).toEqual([
    '/sign-in/passkey',
    expect.stringContaining('このパスキーではログインできませんでした'),
  ]);
  expect(await house.owner.session.count()).toBe(1);
});

test('where the authority asks for a second factor a passkey is one: set up instead of an app, and then the password alone opens nothing (passkey-must-be-used)', async () => {
  await requireSecondFactor(house);
  const { reading: elsewhere, home } = await signIn(house.url, officer);
  expect(home.address).toBe('/account/second-factor');
  const page = await chromium.person();
  await plugIn(page);
  await signInWith(house, page);
  expect(pathOf(page)).toBe('/account/second-factor');
  await pressed(page, 'a[href="/account/passkeys/new"]');
  await aboutToMake(house, page);
  await pressed(page, 'form[data-passkey] button');
  expect(pathOf(page)).toBe('/account');
  expect((await elsewhere.visit('/certificates')).address).toBe('/sign-in');

  const { home: refused } = await signIn(house.url, officer);
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('「パスキーでログインする」を押して')]);
  expect(await house.owner.session.count()).toBe(1);
  await triesToSignIn(house.url, page);
  expect(pathOf(page)).toBe('/certificates');
});

test('where the authority asks for a second factor the last one stays (last-second-factor-must-stay), also of two that go at once', async () => {
  const [first, second] = [await createPasskey(house.owner, officerId), await createPasskey(house.owner, officerId)];
  const store = passkeyStore(house.services.database);
  await requireSecondFactor(house);
  const person = { userId: officerId, sessionId: 'of nobody' };
  const removed = await Promise.allSettled([store.remove(person, first), store.remove(person, second)]);
  expect(removed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await house.owner.authority.updateMany({ data: { entryRule: 'network' } });
  const { reading } = await signIn(house.url, officer);
  const { id } = await house.owner.passkey.findFirstOrThrow();
  const page = await reading.visit(`/account/passkeys/${id}/removal`);
  await requireSecondFactor(house);
  const refused = await reading.press(page, 'パスキーを削除する', { 現在のパスワード: password });
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('別のパスキーを登録してから削除')]);
  await house.owner.authorityUser.update({ where: { id: officerId }, data: { twoFactorEnabled: true } });
  await reading.press(page, 'パスキーを削除する', { 現在のパスワード: password });
  expect(await house.owner.passkey.count()).toBe(0);
});

test('an administrator with a passkey alone asks for a second factor, signs in anew with it, and reads how it is set up', async () => {
  const { page } = await registered(house, chromium, email);
  await page.goto(`${house.url}/account`);
  expect(await textOf(page)).toContain('パスキーだけ登録しています');
  await page.goto(`${house.url}/administration/entry`);
  await page.click('input[name="rule"][value="second-factor"]');
  await pressed(page, 'main button[type="submit"]');
  expect([pathOf(page), await textOf(page)]).toEqual(['/sign-in', expect.stringContaining('条件を保存しました')]);
  await triesToSignIn(house.url, page);
  await page.goto(`${house.url}/account`);
  expect(await textOf(page)).toContain('パスキーで設定済み');
  expect(await textOf(page)).not.toContain('設定していません');
});

test('an administrator takes a lost passkey off with the second factor; whoever leaves leaves none', async () => {
  await createPasskey(house.owner, officerId);
  await createPasskey(house.owner, 'takanezawa-keiyaku');
  const { reading } = await signIn(house.url, email);
  const user = await reading.visit(`/administration/users/${officerId}`);
  expect((await reading.visit('/administration/users')).text).toContain('二段階認証あり');
  expect(user.text).toContain('パスキーはすべて使えなくなります');
  await reading.press(user, '二段階認証を解除する');
  expect(await house.owner.passkey.count({ where: { userId: officerId } })).toBe(0);
  await reading.press(await reading.visit('/administration/users/takanezawa-keiyaku/deactivation'), '利用を停止する');
  expect(await house.owner.passkey.count()).toBe(0);
});

test('a copied device, whose count does not grow, opens nothing', async () => {
  const { page, device } = await registered(house, chromium);
  await triesToSignIn(house.url, page);
  expect(pathOf(page)).toBe('/certificates');
  await device.countFrom(0);
  await triesToSignIn(house.url, page);
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
  expect((await house.owner.passkey.findFirstOrThrow()).counter).toBeGreaterThan(0n);
});

test('who left, and who comes from another network, stay out', async () => {
  const { page } = await registered(house, chromium);
  await house.owner.session.deleteMany();
  await house.owner.authority.updateMany({ data: { networks: ['203.0.113.0/24'] } });
  await triesToSignIn(house.url, page);
  expect(await textOf(page)).toContain('このネットワークからはご利用いただけません');
  await house.owner.authority.updateMany({ data: { networks: ['127.0.0.1/32'] } });
  await house.owner.authorityUser.update({ where: { id: officerId }, data: { deactivatedAt: new Date() } });
  await triesToSignIn(house.url, page);
  expect(await textOf(page)).toContain('このパスキーではログインできませんでした');
  await house.owner.authorityUser.update({ where: { id: officerId }, data: { deactivatedAt: null } });
  expect(await house.owner.session.count()).toBe(0);
});

test('where an administrator asks for a second factor from now on, a session that the password alone began is over', async () => {
  const { page } = await registered(house, chromium);
  await page.goto(`${house.url}/certificates`);
  expect(pathOf(page)).toBe('/certificates');
  const { id } = await house.owner.authorityUser.findUniqueOrThrow({ where: { email } });
  await house.owner.authorityUser.update({ where: { id }, data: { twoFactorEnabled: true } });
  const person = await findPerson(house.services.database, id, '');
  await chooseEntry(house.services, person as Person, '127.0.0.1', { rule: 'second-factor', networks: '' });
  await page.goto(`${house.url}/certificates`);
  expect(pathOf(page)).toBe('/sign-in');
  await triesToSignIn(house.url, page);
  expect(pathOf(page)).toBe('/certificates');
  await chooseEntry(
    house.services,
    { ...(person as Person), entry: { rule: 'second-factor', networks: [] } },
    '127.0.0.1',
    {
      rule: 'second-factor',
      networks: '',
    },
  );
  await page.goto(`${house.url}/certificates`);
  expect(pathOf(page)).toBe('/certificates'); // the rule was left as it is
});

test('a device that did not verify its person is not enough, neither for the browser nor for us', async () => {
  const { page, device } = await registered(house, chromium);
  await device.verifies(false);
  await page.deleteCookie(...(await page.cookies(house.url)));
  await page.goto(`${house.url}/sign-in`);
  await page.click('form[data-passkey] button');
  await page.waitForSelector('[data-told]:not([hidden])');
  expect(await textOf(page)).toContain('パスキーを確認できませんでした');
  expect((await sent(await answerIn(page, 'discouraged'))).status).toBe(422);
  expect(await house.owner.passkey.count({ where: { lastUsedAt: null } })).toBe(1);
});

const sent = (answer: string, origin = house.url) => sentAnswer(house.url, answer, origin);

test('an answer opens once, to a question that is fresh, from our own page (form-must-be-from-this-page)', async () => {
  const { page } = await registered(house, chromium);
  await page.goto(`${house.url}/sign-in`);
  const first = await answerIn(page, 'required');
  expect((await sent(first, 'http://elsewhere.example.jp')).status).toBe(403);
  expect((await sent(first)).status).toBe(303);
  expect((await sent(first)).status).toBe(422);
  const late = await answerIn(page, 'required');
  await house.owner.passkeyQuestion.updateMany({ data: { expiresAt: new Date() } });
  expect((await sent(late)).status).toBe(422);
});

test('what is no answer is refused as any wrong one, and too many tries are (tries-must-be-few)', async () => {
  for (const answer of ['', '{}', 'null', '{"id":1}', 'あ', '{"id":"AA","type":"public-key"}'])
    expect((await sent(answer)).status).toBe(422);
  const { page } = await registered(house, chromium);
  const right = JSON.parse(await answerIn(page, 'required'));
  const forged = JSON.stringify({ ...right, response: { ...right.response, signature: 'AA' } });
  for (let n = 0; n < allowances.passkey.tries; n++) expect((await sent(forged)).status).toBe(422);
  const refused = await sent(await answerIn(page, 'required'));
  expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining('受け付けを止めています')]);
});

test('no page complains in its console of anything but a refused press', () => {
  expect(chromium.complaints.filter((complaint) => !/status of 4\d\d/.test(complaint))).toEqual([]);
});
