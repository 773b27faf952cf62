/** The password: changed, forgotten and set by a mail's link, with the worker's real sender and a real SMTP server. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type AccountMails, startAccountMails } from '../../../activities/account-mails.ts';
import { Browser } from '../../../bin/example/browser.ts';
import { askAccountMail, changeToldByMail } from '../../../prisma/account-mails.ts';
import { seedSignIns } from '../../../prisma/sample-sign-ins.ts';
import { signInAllowance } from '../../../prisma/tries.ts';
import { createMailer, type Mailer } from '../../../services/mailer.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type Inbox, openInbox } from '../../support/inbox.ts';
import { until } from '../../support/until.ts';
import { type OpenDesk, openDesk, password, people } from './support/desk.ts';

const another = 'しずかな湖畔の鉄橋をわたる';
let desk: OpenDesk;
let inbox: Inbox;
let mailer: Mailer;
let sender: AccountMails;
let chromium: TestBrowser;
const warned: object[] = [];
beforeAll(async () => {
  [desk, inbox, chromium] = await Promise.all([openDesk(), openInbox(), openBrowser()]);
  mailer = createMailer(inbox.url, 'hosho@example.jp');
  const names = {
    netDesk: 'インターネット保証サービス',
    netDeskUrl: desk.url,
    operations: '保証業務',
    operationsUrl: desk.url,
  };
  const logger = { warn: (about: object) => void warned.push(about) };
  sender = startAccountMails({ db: desk.db, mailer, clock: desk.services.clock, logger, names }, 20);
});
afterAll(async () => {
  await sender.stop();
  mailer.close();
  await Promise.all([desk.close(), inbox.close(), chromium.close()]);
});
beforeEach(async () => {
  await seedSignIns(desk.owner, password);
  await desk.owner.session.deleteMany();
  await desk.owner.verification.deleteMany();
  await desk.owner.tries.deleteMany();
  await desk.owner.rateLimit.deleteMany();
  await desk.owner.accountMail.deleteMany();
});

const typed = (word: string, again = word) => ({ 新しいパスワード: word, '新しいパスワード（確認）': again });
const signInWith = async (word: string) => {
  const browser = new Browser(desk.url);
  const page = await browser.visit('/sign-in');
  return browser.press(page, 'ログイン', { メールアドレス: people.clerk.email, パスワード: word });
};

async function askForMail(email: string) {
  const browser = new Browser(desk.url);
  const form = await browser.follow(await browser.visit('/sign-in'), 'パスワードをお忘れの方');
  return browser.press(form, 'メールを送る', { メールアドレス: email });
}

/** What arrived of the mails that stand in the table. */
async function mailsOfRows() {
  const ids = (await desk.owner.accountMail.findMany()).map(({ id }) => `<account-mail-${id}@hosho.invalid>`);
  return inbox.mails.filter(({ messageId }) => ids.includes(messageId ?? ''));
}

/** The address in the next mail to this person. */
async function linkMailedTo(email: string, action: () => Promise<unknown>): Promise<string> {
  const before = inbox.mails.length;
  await action();
  const mail = await until(
    () => inbox.mails.slice(before).find(({ to }) => JSON.stringify(to).includes(email)) ?? null,
  );
  return new URL(/https?:\S+/.exec(mail.text ?? '')?.[0] ?? '').pathname;
}

describe('forgotten', () => {
  test('a link comes by mail, sets a new password once, and ends every session (link-must-be-fresh)', async () => {
    const { browser: kept } = await desk.signIn('clerk');
    const link = await linkMailedTo(people.clerk.email, () => askForMail(` ${people.clerk.email.toUpperCase()} `));
    const browser = new Browser(desk.url);
    const form = await browser.visit(link);
    const done = await browser.press(form, 'パスワードを設定する', typed(another));
    expect(done.text).toContain('パスワードを設定しました');
    expect((await kept.visit('/')).address).toBe('/sign-in');
    expect((await signInWith(password)).status).toBe(401);
    expect((await signInWith(another)).address).toBe('/');
    expect((await browser.press(form, 'パスワードを設定する', typed(`${another}二`))).status).toBe(404);
    expect((await browser.visit(link)).text).toContain('期限が切れたか、すでに使われています');
  });

  test('the answer is the same for an address that nobody has, and nothing is kept of it', async () => {
    const link = linkMailedTo(people.clerk.email, () => askForMail(people.clerk.email));
    const [known, unknown] = [await askForMail(people.reader.email), await askForMail('nobody@example.jp')];
    expect(known.text).toBe(unknown.text);
    await link;
    await until(async () => (await desk.owner.accountMail.count({ where: { state: 'waiting' } })) === 0 || null);
    expect(await desk.owner.accountMail.count({ where: { toAddress: 'nobody@example.jp' } })).toBe(0);
    expect(inbox.mails.some(({ to }) => JSON.stringify(to).includes('nobody@'))).toBe(false);
  });

  test('the token stands in no table', async () => {
    const link = await linkMailedTo(people.clerk.email, () => askForMail(people.clerk.email));
    const token = link.split('/').at(-1) ?? '';
    const rows = [await desk.owner.verification.findMany(), await desk.owner.accountMail.findMany()];
    expect(token).toHaveLength(32);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('a link is good for half an hour', async () => {
    const link = await linkMailedTo(people.clerk.email, () => askForMail(people.clerk.email));
    const { expiresAt } = await desk.owner.verification.findFirstOrThrow();
    expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 30 * 60_000);
    await desk.owner.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await new Browser(desk.url).visit(link)).status).toBe(404);
  });

  test('whoever was locked out by wrong passwords comes in with the new one', async () => {
    for (let n = 0; n < signInAllowance.tries; n++) await signInWith(`wrong ${n}`);
    expect((await signInWith(password)).status).toBe(429);
    const link = await linkMailedTo(people.clerk.email, () => askForMail(people.clerk.email));
    const browser = new Browser(desk.url);
    await browser.press(await browser.visit(link), 'パスワードを設定する', typed(another));
    expect((await signInWith(another)).address).toBe('/');
  });

  test('mails are asked for a few times only, whoever has the address (tries-must-be-few)', async () => {
    for (let n = 0; n < signInAllowance.tries; n++) await askForMail('nobody@example.jp');
    expect((await askForMail('nobody@example.jp')).status).toBe(429);
    expect((await askForMail('not an address')).text).toContain('メールアドレスの形をご確認ください');
  });

  test('a mail that the server does not take waits, and is told in no log by its address', async () => {
    inbox.refuseWith(451);
    await askForMail(people.clerk.email);
    await until(() => (warned.length > 0 ? true : null));
    inbox.refuseWith(null);
    expect(JSON.stringify(warned)).not.toContain('hanako');
    const link = await linkMailedTo(people.clerk.email, () =>
      desk.owner.accountMail.updateMany({ data: { sendAgainAt: new Date() } }),
    );
    expect(link).toMatch(/^\/new-password\/.{32}$/);
  });
});

test('somebody who was invited sets the first password by such a link', async () => {
  const id = '00000000-0000-4000-8000-0000000000aa';
  const email = 'shin@marumaru-kensetsu.example.jp';
  const { contractorId } = people.clerk;
  const person = { id, name: '見本 新', email, roles: ['contractor'], right: 'reader', contractorId };
  await desk.owner.user.create({ data: { ...person, emailVerified: true } });
  const invitation = { kind: 'invitation', portal: 'net-desk', toAddress: email } as const;
  const link = await linkMailedTo(email, () => askAccountMail(desk.db, invitation, new Date()));
  const browser = new Browser(desk.url);
  const done = await browser.press(await browser.visit(link), 'パスワードを設定する', typed(another));
  const page = await browser.press(done, 'ログイン', { メールアドレス: email, パスワード: another });
  expect(page.address).toBe('/terms'); // signed in, and not known here before
  expect(page.text).toContain('見本 新');
});

describe('changed', () => {
  test('with the one before it; every other session ends, this one goes on', async () => {
    const { browser: other } = await desk.signIn('clerk');
    const { browser } = await desk.signIn('clerk');
    const form = await browser.visit('/account/password');
    const done = await browser.press(form, 'パスワードを変更する', { 現在のパスワード: password, ...typed(another) });
    expect(done.text).toContain('パスワードを変更しました');
    expect((await other.visit('/')).address).toBe('/sign-in');
    expect((await signInWith(another)).address).toBe('/');
  });

  test('its person is told by one mail, in both languages, which leads to another password', async () => {
    const { browser } = await desk.signIn('clerk');
    const form = await browser.visit('/account/password');
    await browser.press(form, 'パスワードを変更する', { 現在のパスワード: 'not the password', ...typed(another) });
    expect(await desk.owner.accountMail.count()).toBe(0);
    await browser.press(form, 'パスワードを変更する', { 現在のパスワード: password, ...typed(another) });
    await until(async () => (await desk.owner.accountMail.count({ where: { state: 'sent' } })) === 1 || null);
    const [mail, ...more] = await mailsOfRows();
    expect(more).toEqual([]);
    expect(mail?.text).toContain(`${desk.url}/password-reset`);
    expect(mail?.subject).toBe('パスワードを変更しました / Your password was changed');
    expect(mail?.text).toContain('Your password for “Internet guarantee service” was changed at');
    expect(mail?.text).not.toContain(another);
  });

  test('of a change that stopped half-way a mail goes where the password has changed, and else none', async () => {
    const to = { portal: 'net-desk', toAddress: people.clerk.email } as const;
    const stops = (change: () => Promise<unknown>) =>
      changeToldByMail(desk.db, to, async () => {
        await change();
        throw new Error('the process stops here');
      }).catch(() => undefined);
    const due = () => desk.owner.accountMail.updateMany({ data: { sendAgainAt: new Date() } });
    await stops(() => Promise.resolve());
    await due();
    await until(async () => (await desk.owner.accountMail.count()) === 0 || null); // forgotten, and so never sent
    const where = { userId: people.clerk.id, providerId: 'credential' };
    const { password: kept } = await desk.owner.account.findFirstOrThrow({ where });
    await stops(() => desk.owner.account.updateMany({ where, data: { password: kept } }));
    await due();
    await until(async () => (await desk.owner.accountMail.count({ where: { state: 'sent' } })) === 1 || null);
    expect(await mailsOfRows()).toHaveLength(1);
  });

  test.each([
    ['current-password-must-match', 'not the password', typed(another), '今のパスワードが違います'],
    ['password-must-be-long-enough', password, typed('short'), '12文字以上'],
    ['password-must-not-be-common', password, typed('Password1234'), '推測されやすい'],
    ['password-must-not-be-personal', password, typed('hanako-kensetsu-12'), '会社名などを含まない'],
    ['passwords-must-be-alike', password, typed(another, `${another}二`), '一致しません'],
  ])('%s is told beside its field, and nothing changes', async (_name, current, words, sentence) => {
    const { browser } = await desk.signIn('clerk');
    const form = await browser.visit('/account/password');
    const refused = await browser.press(form, 'パスワードを変更する', { 現在のパスワード: current, ...words });
    expect(refused.status).toBe(422);
    expect(/<p class="field-error"[^>]*>([^<]*)/.exec(refused.html)?.[1]).toContain(sentence);
    expect((await signInWith(password)).address).toBe('/');
  });
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])('its pages (%s) have nothing that axe objects to', async (language, dark, width) => {
  const link = await linkMailedTo(people.clerk.email, () => askForMail(people.clerk.email));
  const page = await chromium.person({ dark, width });
  await page.goto(`${desk.url}/sign-in?lang=${language}`);
  for (const address of ['/password-reset', '/password-reset/sent', link]) {
    await page.goto(desk.url + address);
    expect(await violations(page)).toEqual([]);
  }
  await page.click('main button.filled');
  await page.waitForSelector('#error-summary');
  expect(await violations(page)).toEqual([]);
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/account/password`);
  expect(await violations(page)).toEqual([]);
  await page.browserContext().close();
});
