/** Inviting people into a company: by mail, with the worker's real sender and a real SMTP server. */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type AccountMails, startAccountMails } from '../../../../activities/account-mails.ts';
import { Browser, type Page } from '../../../../bin/example/browser.ts';
import { contractorReader } from '../../../../domain/scopes.ts';
import { invite, inviteAgain, listInvitations } from '../../../../prisma/invitations.ts';
import { createMailer, type Mailer } from '../../../../services/mailer.ts';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { type Inbox, openInbox } from '../../../support/inbox.ts';
import { until } from '../../../support/until.ts';
import { type OpenDesk, openDesk, people } from '../support/desk.ts';

const list = '/company/users';
const word = 'しずかな湖畔の鉄橋をわたる';
const reader = contractorReader(people.administrator.contractorId);
let desk: OpenDesk;
let inbox: Inbox;
let mailer: Mailer;
let sender: AccountMails;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, inbox, chromium] = await Promise.all([openDesk(), openInbox(), openBrowser()]);
  mailer = createMailer(inbox.url, 'hosho@example.jp');
  const names = {
    netDesk: 'インターネット保証サービス',
    netDeskUrl: desk.url,
    operations: '保証業務',
    operationsUrl: desk.url,
  };
  sender = startAccountMails(
    { db: desk.db, mailer, clock: desk.services.clock, logger: { warn: () => undefined }, names },
    20,
  );
});
afterAll(async () => {
  await sender.stop();
  mailer.close();
  await Promise.all([desk.close(), inbox.close(), chromium.close()]);
});
beforeEach(async () => {
  await desk.owner.rateLimit.deleteMany();
  await desk.owner.invitation.deleteMany();
});

async function pressed(email: string, name = '見本 新'): Promise<{ browser: Browser; page: Page }> {
  const { browser } = await desk.signIn('administrator');
  const form = await browser.follow(await browser.visit(list), '利用者を招待する');
  const formToken = /name="formToken" value="([^"]+)"/.exec(form.html)?.[1] ?? '';
  const values = new URLSearchParams({ formToken, name, email, right: 'reader' });
  return { browser, page: await browser.send('/company/invitations', values) };
}

async function linkMailedTo(email: string): Promise<string> {
  const mail = await until(() => inbox.mails.findLast(({ to }) => JSON.stringify(to).includes(email)) ?? null);
  return new URL(/https?:\S+/.exec(mail.text ?? '')?.[0] ?? '').pathname;
}

/** The invitation as if it were some minutes old. */
function aged(email: string) {
  const before = new Date(Date.now() - 300_000);
  return desk.owner.invitation.updateMany({ where: { email }, data: { invitedAt: before, sentAt: before } });
}

test('an invited person sets a password by the mail’s link, and is one of the company with that right', async () => {
  const email = 'shinjin@marumaru-kensetsu.example.jp';
  const { browser, page } = await pressed(` ${email.toUpperCase()} `);
  expect([page.address, page.text]).toEqual([`${list}?done=invitation`, expect.stringContaining('招待中')]);
  const theirs = new Browser(desk.url);
  const form = await theirs.visit(await linkMailedTo(email));
  const typed = { 新しいパスワード: word, '新しいパスワード（確認）': word };
  const signIn = await theirs.press(form, 'パスワードを設定する', typed);
  const inside = await theirs.press(signIn, 'ログイン', { メールアドレス: email, パスワード: word });
  expect(inside.text).toContain('見本 新');
  const people = await browser.visit(list);
  expect(people.text).toContain(email);
  expect(people.text).not.toContain('招待中');
});

test('an address that is taken elsewhere looks alike, and gets no mail', async () => {
  const mails = inbox.mails.length;
  const { page: taken } = await pressed(people.stranger.email, '同じ名前');
  const { page: free } = await pressed('free@marumaru-kensetsu.example.jp', '同じ名前');
  expect([taken.status, taken.address]).toEqual([free.status, free.address]);
  const row = (html: string, email: string) =>
    html.slice(0, html.indexOf('リンクは')).replaceAll(email, '').includes('同じ名前');
  expect(row(taken.html, people.stranger.email)).toBe(row(free.html, 'free@marumaru-kensetsu.example.jp'));
  await linkMailedTo('free@marumaru-kensetsu.example.jp');
  expect(inbox.mails.slice(mails).some(({ to }) => JSON.stringify(to).includes(people.stranger.email))).toBe(false);
  expect(await desk.owner.user.findUnique({ where: { email: people.stranger.email } })).toMatchObject({
    contractorId: people.stranger.contractorId,
    name: people.stranger.name,
  });
});

test('taken back, the link opens nothing and the address is free (link-must-be-fresh, invitation-must-be-open)', async () => {
  const email = 'torikeshi@marumaru-kensetsu.example.jp';
  const { browser, page } = await pressed(email);
  const link = await linkMailedTo(email);
  const question = await browser.follow(page, '招待を取り消す');
  const done = await browser.press(question, '取り消す');
  expect([done.address, done.text]).toEqual([
    `${list}?done=withdrawal`,
    expect.stringContaining('招待を取り消しました'),
  ]);
  expect((await new Browser(desk.url).visit(link)).status).toBeGreaterThanOrEqual(400);
  expect((await browser.press(question, '取り消す')).status).toBe(404);
  expect((await pressed(email)).page.address).toBe(`${list}?done=invitation`);
});

test('sent again it brings a new link; pressed twice it is one mail', async () => {
  const email = 'mouichido@marumaru-kensetsu.example.jp';
  const { browser, page } = await pressed(email);
  const first = await linkMailedTo(email);
  await aged(email);
  const again = await browser.press(page, 'もう一度送る ：見本 新');
  expect(again.address).toBe(`${list}?done=again`);
  await until(async () => ((await linkMailedTo(email)) === first ? null : true));
  const mails = await desk.owner.accountMail.count({ where: { toAddress: email } });
  await browser.press(again, 'もう一度送る ：見本 新');
  expect(await desk.owner.accountMail.count({ where: { toAddress: email } })).toBe(mails);
});

describe('a form that cannot be sent is told beside its field', () => {
  test.each([
    ['mail-address-must-be-valid', 'not an address', 422, 'メールアドレス'],
    ['field-must-be-given', ' ', 422, '入力してください'],
    ['person-must-be-new-to-the-company', people.clerk.email, 409, 'すでに利用者です'],
  ])('%s', async (_name, email, status, sentence) => {
    const { page } = await pressed(email);
    expect(page.status).toBe(status);
    expect(/<p class="field-error"[^>]*>([^<]*)/.exec(page.html)?.[1]).toContain(sentence);
  });

  test('invitation-must-be-new, once it is no second press of the same', async () => {
    const email = 'nidome@marumaru-kensetsu.example.jp';
    await pressed(email);
    expect((await pressed(email)).page.address).toBe(`${list}?done=invitation`);
    await aged(email);
    const { page } = await pressed(email);
    expect([page.status, page.text]).toEqual([409, expect.stringContaining('すでに招待しています')]);
  });

  test('invitations-must-be-few', async () => {
    const wish = (count: number) => ({ name: '多い', email: `many-${count}@example.jp`, right: 'reader' as const });
    for (let count = 0; count < 30; count++)
      await invite(desk.db, reader, wish(count), people.administrator.id, new Date());
    const { page } = await pressed('many-31@example.jp');
    expect([page.status, page.text]).toEqual([429, expect.stringContaining('しばらく待って')]);
    const [row] = await listInvitations(desk.db, reader);
    const soon = new Date(Date.now() + 120_000);
    await expect(inviteAgain(desk.db, reader, row?.id as string, soon)).rejects.toMatchObject({
      refusal: 'invitations-must-be-few',
    });
  });
});

test('somebody who was deactivated is let in again by a page of its own (person-must-be-reactivated)', async () => {
  await desk.owner.user.update({ where: { id: people.reader.id }, data: { deactivatedAt: new Date() } });
  const { browser, page } = await pressed(people.reader.email);
  expect([page.status, page.text]).toEqual([409, expect.stringContaining('利用を再開する')]);
  const question = await browser.follow(await browser.visit(list), '利用を再開する');
  const done = await browser.press(question, '再開する');
  expect(done.address).toBe(`${list}?done=reactivation`);
  expect((await desk.signIn('reader')).page.address).not.toBe('/sign-in');
  expect((await browser.press(question, '再開する')).status).toBe(404);
});

test('the pages have no barriers', async () => {
  await pressed('axe@marumaru-kensetsu.example.jp');
  const page = await chromium.person({});
  await desk.signInWith(page, 'administrator');
  for (const path of ['/company/invitations/new', list]) {
    await page.goto(`${desk.url}${path}`);
    expect([path, await violations(page)]).toEqual([path, []]);
  }
});
