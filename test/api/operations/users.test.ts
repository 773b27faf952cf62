/** 利用者: invited by mail, given roles, taken off them, deactivated, and everything of it in the person's history. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type AccountMails, startAccountMails } from '../../../activities/account-mails.ts';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { type SampleStaffName, sampleStaff } from '../../../prisma/sample-staff.ts';
import { grantsInForce } from '../../../prisma/staff-grants.ts';
import { createMailer, type Mailer } from '../../../services/mailer.ts';
import { type Inbox, openInbox } from '../../support/inbox.ts';
import { until } from '../../support/until.ts';
import { codeOf } from '../net-desk/support/authenticator.ts';
import { type OpenOperations, openOperations, password } from './support/operations.ts';

const word = 'しずかな湖畔の鉄橋をわたる';
let operations: OpenOperations;
let inbox: Inbox;
let mailer: Mailer;
let sender: AccountMails;
beforeAll(async () => {
  [operations, inbox] = await Promise.all([openOperations(), openInbox()]);
  mailer = createMailer(inbox.url, 'hosho@example.jp');
  const names = {
    netDesk: '―',
    netDeskUrl: 'https://net-desk.example.jp',
    operations: '保証業務',
    operationsUrl: operations.url,
  };
  const { db, services } = operations;
  sender = startAccountMails({ db, mailer, clock: services.clock, logger: { warn: () => undefined }, names }, 20);
});
afterAll(async () => {
  await sender.stop();
  mailer.close();
  await Promise.all([operations.close(), inbox.close()]);
});
afterEach(() => operations.owner.rateLimit.deleteMany());

const idOf = (who: SampleStaffName) => sampleStaff[who].id;
const today = () => dayInJapan(new Date());
const rolesOf = async (who: SampleStaffName) =>
  (await grantsInForce(operations.db, idOf(who), today()))
    .map(({ role, branchId }) => `${role} ${branchId ?? 'all'}`)
    .sort();

/** Fills radios and selects as well, which have no label of their own. */
function pressed(browser: Browser, page: Page, action: string, values: Record<string, string>): Promise<Page> {
  const form = page.html.split(`action="${action}"`)[1]?.split('</form>')[0] ?? '';
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const kept = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  return browser.send(action, new URLSearchParams({ ...kept, ...values }));
}

async function give(browser: Browser, who: SampleStaffName, values: Record<string, string>): Promise<Page> {
  const address = `/users/${idOf(who)}/role`;
  return pressed(browser, await browser.visit(address), address, { fromOn: today(), reason: '異動のため', ...values });
}

test('somebody is invited by mail, sets a password and an app, and comes in with the first role', async () => {
  const { browser } = await operations.signIn('administrator');
  const form = await browser.follow(await browser.visit('/users'), '利用者を招待する');
  const typed = { name: '新人 一', email: 'Shinjin@mirai-hosho.example.jp', role: 'reviewer', branchId: 'tochigi' };
  const done = await pressed(browser, form, '/users/new', { ...typed, reason: '採用のため' });
  expect(done.text).toContain('招待しました');
  for (const words of ['招待中', '審査担当者', '栃木支店', '招待した', '採用のため', '管理 八重'])
    expect(done.text).toContain(words);
  const mail = await until(() => inbox.mails.findLast(({ text }) => text?.includes('新人 一')) ?? null);
  expect(mail.text).toContain('みらい建設保証 株式会社の管理者の方が、保証業務の利用者として登録しました');
  const link = new URL(/https?:\S+/.exec(mail.text ?? '')?.[0] ?? '');
  expect(link.origin).toBe(operations.url);
  const newcomer = new Browser(operations.url);
  const set = { 新しいパスワード: word, '新しいパスワード（確認）': word };
  await newcomer.press(await newcomer.visit(link.pathname), 'パスワードを設定する', set);
  const signedIn = { メールアドレス: 'shinjin@mirai-hosho.example.jp', パスワード: word };
  const asked = await newcomer.press(await newcomer.visit('/sign-in'), 'ログイン', signedIn);
  expect(asked.address).toBe('/account/second-factor');
  const registering = await newcomer.press(asked, '認証アプリの登録へ進む', { 現在のパスワード: word });
  const secret = /<p class="key">(.*?)<\/p>/s.exec(registering.html)?.[1]?.replace(/<[^>]+>|\s/g, '') ?? '';
  await newcomer.press(registering, '有効にする', { 認証コード: codeOf(secret) });
  expect((await newcomer.visit('/')).html).toContain('href="/guarantees"');
  expect((await browser.visit(done.address)).text).toContain('利用中');
});

test('an invitation says all that is wrong with it, and an address of somebody else is refused (mail-address-must-be-free)', async () => {
  const { browser } = await operations.signIn('administrator');
  const form = await browser.visit('/users/new');
  const wrong = await pressed(browser, form, '/users/new', {
    name: '',
    email: 'x',
    role: 'administrator',
    branchId: 'tochigi',
  });
  expect(wrong.status).toBe(422);
  for (const id of ['name', 'email', 'branchId', 'reason']) expect(wrong.html).toContain(`href="#${id}"`);
  const { email } = sampleStaff.auditor;
  const taken = await pressed(browser, form, '/users/new', { name: '誰か', email, role: 'auditor', reason: '採用' });
  expect([taken.status, taken.text.includes('すでに使われています')]).toEqual([409, true]);
});

test('a role counts from the next request on, at its branch; the history tells who gave it, and why', async () => {
  const { browser } = await operations.signIn('administrator');
  const { browser: keeper } = await operations.signIn('registerKeeper');
  expect((await keeper.visit('/')).html).not.toContain('href="/guarantees"');
  const done = await give(browser, 'registerKeeper', { role: 'reviewer', branchId: 'tokyo' });
  expect(done.text).toContain('権限を付けました');
  expect((await keeper.visit('/')).html).toContain('href="/guarantees"');
  expect(await rolesOf('registerKeeper')).toEqual(['register-keeper all', 'reviewer tokyo']);
  for (const words of ['権限を付けた', '東京支店', '異動のため']) expect(done.text).toContain(words);
  const again = await give(browser, 'registerKeeper', { role: 'reviewer' });
  expect([again.status, again.text.includes('すでに持っています')]).toEqual([409, true]); // role-must-not-be-held-already
});

test('a role is taken away with a reason: screens that are open end, and the rest stays', async () => {
  const { browser } = await operations.signIn('administrator');
  const { browser: keeper } = await operations.signIn('registerKeeper');
  const page = await browser.visit(`/users/${idOf('registerKeeper')}`);
  const removal = /\/users\/roles\/[\w-]+\/removal/g;
  const [, second = ''] = page.html.match(removal) ?? [];
  const form = await browser.visit(second);
  const silent = await pressed(browser, form, second, {});
  expect([silent.status, silent.text.includes('理由を入力してください')]).toEqual([422, true]);
  const done = await pressed(browser, silent, second, { reason: '兼務が終わったため' });
  expect(done.text).toContain('権限を取り上げました');
  expect((await keeper.visit('/')).address).toBe('/sign-in');
  expect(await rolesOf('registerKeeper')).toEqual(['register-keeper all']);
  expect((await browser.visit(second)).status).toBe(404); // grant-must-exist
});

test('whoever gives oneself a role is told, and the audit log says so', async () => {
  const { browser } = await operations.signIn('administrator');
  const address = `/users/${idOf('administrator')}/role`;
  const form = await browser.visit(address);
  expect(form.text).toContain('ご自分に権限を付けようとしています');
  expect((await give(browser, 'administrator', { role: 'approver', reason: '' })).status).toBe(422);
  expect((await give(browser, 'administrator', { role: 'approver' })).text).toContain('自分に権限を付けた');
  const subject = `user/${idOf('administrator')}`;
  const last = await operations.db.event.findFirstOrThrow({ where: { subject }, orderBy: { sequence: 'desc' } });
  expect(last.kind).toBe('role-given-to-oneself');
  await operations.owner.staffGrant.deleteMany({ where: { userId: idOf('administrator'), role: 'approver' } });
});

test('the last administrator stays one (staff-must-keep-an-administrator, own-deactivation-must-be-by-another)', async () => {
  const { browser } = await operations.signIn('administrator');
  const page = await browser.visit(`/users/${idOf('administrator')}`);
  const [removal = ''] = page.html.match(/\/users\/roles\/[\w-]+\/removal/) ?? [];
  const refused = await pressed(browser, await browser.visit(removal), removal, { reason: '退任' });
  expect([refused.status, refused.text.includes('管理者が一人もいなくなります')]).toEqual([409, true]);
  const address = `/users/${idOf('administrator')}/deactivation`;
  const own = await pressed(browser, await browser.visit(address), address, { reason: '退職' });
  expect([own.status, own.text.includes('ご自分の利用は停止できません')]).toEqual([409, true]);
  await give(browser, 'auditor', { role: 'administrator', toOn: today() });
  const still = await pressed(browser, await browser.visit(removal), removal, { reason: '退任' });
  expect(still.status).toBe(409); // whose time ends is no administrator for good
  expect(await rolesOf('administrator')).toEqual(['administrator all']);
  await operations.owner.staffGrant.deleteMany({ where: { userId: idOf('auditor'), role: 'administrator' } });
});

test('of two administrators who change somebody at once the second is told, and sees what the first did (person-must-not-have-changed)', async () => {
  const { browser: one } = await operations.signIn('administrator');
  const grant = {
    userId: idOf('auditor'),
    role: 'administrator',
    fromOn: new Date('2020-04-01'),
    grantedAt: new Date(),
  };
  await operations.owner.staffGrant.create({ data: { id: crypto.randomUUID(), ...grant } });
  const { browser: other } = await operations.signIn('auditor');
  const address = `/users/${idOf('operator')}/role`;
  const [first, second] = [await one.visit(address), await other.visit(address)];
  const values = { fromOn: today(), reason: '兼務' };
  expect((await pressed(one, first, address, { ...values, role: 'reviewer', branchId: 'tochigi' })).text).toContain(
    '付けました',
  );
  const told = await pressed(other, second, address, { ...values, role: 'auditor' });
  expect(told.status).toBe(409);
  for (const words of ['ほかの管理者が先に', '栃木支店']) expect(told.text).toContain(words);
  expect(await rolesOf('operator')).toEqual(['operator all', 'reviewer tochigi']);
  expect((await pressed(other, told, address, { ...values, role: 'auditor' })).text).toContain('付けました');
  await operations.owner.staffGrant.deleteMany({ where: { userId: idOf('auditor'), role: 'administrator' } });
});

test('whoever is deactivated is out at once, keys too, and comes in again as before', async () => {
  const { browser } = await operations.signIn('administrator');
  const { browser: gone } = await operations.signIn('secondReviewer');
  const address = `/users/${idOf('secondReviewer')}`;
  const form = await browser.follow(await browser.visit(address), '利用を停止する');
  const done = await browser.press(form, '停止する', { 理由: '休職のため' });
  expect(done.text).toContain('利用を停止しました');
  expect((await gone.visit('/')).address).toBe('/sign-in');
  await expect(operations.signIn('secondReviewer')).rejects.toThrow('認証コード');
  expect((await browser.visit('/users')).text).toContain('利用を停止した方');
  expect((await browser.visit(`${address}/deactivation`)).status).toBe(404);
  const back = await browser.press(await browser.visit(`${address}/reactivation`), '再開する', { 理由: '復職のため' });
  expect(back.text).toContain('利用を再開しました');
  expect((await operations.signIn('secondReviewer')).page.address).toBe('/');
});

test('a lost second factor is taken off by an administrator with a reason, never one’s own (second-factor-must-be-reset-by-another)', async () => {
  const { browser } = await operations.signIn('administrator');
  const id = idOf('secondReviewer');
  const kept = await operations.owner.twoFactor.findUniqueOrThrow({ where: { userId: id } });
  const address = `/users/${id}/second-factor-reset`;
  const done = await browser.press(await browser.visit(address), '解除する', { 理由: '端末を紛失したため' });
  expect(done.text).toContain('認証アプリを解除しました');
  const person = new Browser(operations.url);
  const typed = { メールアドレス: sampleStaff.secondReviewer.email, パスワード: password };
  expect((await person.press(await person.visit('/sign-in'), 'ログイン', typed)).address).toBe(
    '/account/second-factor',
  );
  const own = `/users/${idOf('administrator')}/second-factor-reset`;
  const refused = await browser.press(await browser.visit(own), '解除する', { 理由: '替えたい' });
  expect([refused.status, refused.text.includes('「アカウント」の画面から')]).toEqual([409, true]);
  await operations.owner.twoFactor.create({ data: kept });
  await operations.owner.user.update({ where: { id }, data: { twoFactorEnabled: true } });
});

test('an auditor reads people and their history, and is offered no press; the file says what the list says', async () => {
  const { browser } = await operations.signIn('auditor');
  const list = await browser.visit('/users');
  expect(list.text).not.toContain('利用者を招待する');
  const page = await browser.visit(`/users/${idOf('operator')}`);
  expect(page.text).toContain('変更の経緯');
  expect(page.html).not.toMatch(/\/users\/[^"]*\/(role|removal|deactivation|second-factor-reset|connections)"/);
  const file = new TextDecoder().decode(await browser.download(list, 'CSVを保存'));
  expect(file).toContain('栃木 五郎,goro@mirai-hosho.example.jp,利用中,設定済み,審査担当者,栃木支店,2020-04-01');
  expect(await operations.db.event.count({ where: { subject: `export/users/${idOf('auditor')}` } })).toBe(1);
});
