/** The own account of somebody of the staff: another session is ended, and a changed password is told by mail. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AccountMails, startAccountMails } from '../../../activities/account-mails.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { createMailer, type Mailer } from '../../../services/mailer.ts';
import { type Inbox, openInbox } from '../../support/inbox.ts';
import { until } from '../../support/until.ts';
import { createSession } from '../support/another-session.ts';
import { type OpenOperations, openOperations, password } from './support/operations.ts';

let operations: OpenOperations;
let inbox: Inbox;
let mailer: Mailer;
let sender: AccountMails;
beforeAll(async () => {
  [operations, inbox] = await Promise.all([openOperations(), openInbox()]);
  mailer = createMailer(inbox.url, 'hosho@example.jp');
  const { url, db, services } = operations;
  const names = { netDesk: 'Net Desk', netDeskUrl: 'http://desk.invalid', operations: '保証業務', operationsUrl: url };
  sender = startAccountMails({ db, mailer, clock: services.clock, logger: { warn: () => undefined }, names }, 20);
}, 60_000);
afterAll(async () => {
  await sender.stop();
  mailer.close();
  await Promise.all([operations.close(), inbox.close()]);
});

test('another session is ended after a page that says which', async () => {
  const { browser } = await operations.signIn('reviewer');
  const id = await createSession(operations.owner, sampleStaff.reviewer.id, 'operations');
  const asked = await browser.follow(await browser.visit('/account'), '終わらせる');
  expect(asked.address).toBe(`/account/sessions/${id}/end`);
  const done = await browser.press(asked, 'ログインを終わらせる');
  expect(done.text).toContain('選んだ端末のログインを終わらせました');
  expect(await operations.owner.session.count({ where: { id } })).toBe(0);
});

test('a changed password is told by one mail, in both languages, which leads to another password here', async () => {
  const { browser } = await operations.signIn('operator');
  const word = 'しずかな湖畔の鉄橋をわたる';
  const typed = { 現在のパスワード: password, 新しいパスワード: word, '新しいパスワード（確認）': word };
  const done = await browser.press(await browser.visit('/account/password'), 'パスワードを変更する', typed);
  expect(done.text).toContain('パスワードを変更しました');
  await until(async () => (await operations.owner.accountMail.count({ where: { state: 'sent' } })) === 1 || null);
  expect(inbox.mails.map(({ to }) => [to].flat()[0]?.text)).toEqual([sampleStaff.operator.email]);
  const [mail] = inbox.mails;
  expect(mail?.subject).toBe('パスワードを変更しました / Your password was changed');
  expect(mail?.text).toContain(`${operations.url}/password-reset`);
  expect(mail?.text).toContain('Your password for “Guarantee Operations” was changed at');
});
