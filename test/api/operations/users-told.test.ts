/** Whoever’s roles or way of coming in somebody changes is told by mail, in both languages, once, and only if the change holds. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendDeskMails } from '../../../activities/desk-mails.ts';
import type { Browser } from '../../../bin/example/browser.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { type SampleStaffName, sampleStaff } from '../../../prisma/sample-staff.ts';
import { takeRole } from '../../../prisma/staff-roles.ts';
import { createMailer, type Mailer } from '../../../services/mailer.ts';
import { type Inbox, openInbox } from '../../support/inbox.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let inbox: Inbox;
let mailer: Mailer;
let administrator: Browser;
let laterMs = 0;
const now = () => new Date(Date.now() + laterMs);
beforeAll(async () => {
  [operations, inbox] = await Promise.all([openOperations(), openInbox()]);
  mailer = createMailer(inbox.url, 'hosho@example.jp');
  administrator = (await operations.signIn('administrator')).browser;
}, 60_000);
afterAll(async () => {
  mailer.close();
  await Promise.all([operations.close(), inbox.close()]);
});
beforeEach(() => {
  inbox.refuseWith(null);
  (inbox.mails as unknown[]).length = 0;
  laterMs = 0;
});

const idOf = (who: SampleStaffName) => sampleStaff[who].id;
const send = () =>
  sendDeskMails({
    db: operations.db,
    mailer,
    clock: { now },
    logger: { warn: () => undefined },
    names: { operationsUrl: operations.url },
  });

/** What came, with to whom. */
async function told() {
  await send();
  return inbox.mails.map(({ to, subject, text }) => ({ to: [to].flat()[0]?.text, subject, text: text ?? '' }));
}

async function press(who: SampleStaffName, act: string, button: string): Promise<void> {
  const form = await administrator.visit(`/users/${idOf(who)}/${act}`);
  expect((await administrator.press(form, button, { 理由: '端末の紛失' })).status).toBe(200);
}

async function give(who: SampleStaffName, values: Record<string, string>): Promise<void> {
  const address = `/users/${idOf(who)}/role`;
  const form = (await administrator.visit(address)).html.split(`action="${address}"`)[1]?.split('</form>')[0] ?? '';
  const hidden = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  const kept = Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
  const sent = { ...kept, fromOn: dayInJapan(now()), reason: '異動', ...values };
  expect((await administrator.send(address, new URLSearchParams(sent))).text).toContain('権限を付けました');
}

test('a role that is given and one that is taken', async () => {
  await give('operator', { role: 'reviewer', branchId: 'tochigi', toOn: '2099/3/31' });
  const today = dayInJapan(now()).replaceAll('-', '/');
  const [given] = await told();
  expect(given).toMatchObject({
    to: sampleStaff.operator.email,
    subject: '【保証】業務の権限が付きました / A role was given to you',
  });
  expect(given?.text).toContain(`・審査担当者（栃木支店、${today}から2099/03/31まで）`);
  expect(given?.text).toContain(`- Reviewer (栃木支店, from ${today} to 2099/03/31)`);
  expect(given?.text).toContain('心当たりがないときは');
  expect(given?.text).not.toContain('異動'); // the reason is for the audit log
  const page = await administrator.visit(`/users/${idOf('operator')}`);
  const removal = (page.html.match(/\/users\/roles\/[\w-]+\/removal/g) ?? []).at(-1) ?? '';
  await administrator.press(await administrator.visit(removal), '取り上げる', { 理由: '兼務が終わった' });
  expect((await told()).map(({ subject }) => subject).at(-1)).toBe(
    '【保証】業務の権限がなくなりました / A role was taken off you',
  );
});

test.each([
  ['second-factor-reset', '解除する', '認証アプリが解除されました', 'set up a new authenticator app'],
  ['deactivation', '停止する', 'ご利用が停止されました', 'An administrator stopped your use.'],
  ['reactivation', '再開する', 'ご利用が再開されました', 'with the same password'],
])('%s', async (act, button, title, english) => {
  await press('secondReviewer', act, button);
  const [mail, ...more] = await told();
  expect(mail?.to).toBe(sampleStaff.secondReviewer.email);
  expect(mail?.subject).toContain(`【保証】${title} / `);
  expect(mail?.text).toContain(english);
  expect(mail?.text).toContain(operations.url);
  expect(more).toEqual([]);
  await send();
  expect(inbox.mails).toHaveLength(1);
});

test('roles from a file are told in one mail; whoever is only invited gets the invitation alone', async () => {
  const page = await administrator.visit('/users/file');
  const form = new FormData();
  form.set('formToken', /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '');
  const lines = ['審査担当者,東京支店', '監査担当者,すべての支店'].map(
    (line) => `登録 六花,rikka@mirai-hosho.example.jp,,,${line},,\r\n`,
  );
  const text = `氏名,メールアドレス,状態,二段階認証,権限,支店,最初の日,最後の日\r\n${lines.join('')}新人 一,shin@mirai-hosho.example.jp,,,監査担当者,すべての支店,,\r\n`;
  form.set('file', new File([text], '利用者.csv', { type: 'text/csv' }));
  const looked = await administrator.send('/users/file', form);
  await administrator.press(looked, 'すべて取り込む', { 理由: '異動' });
  const mails = await told();
  expect(mails.map(({ to }) => to)).toEqual([sampleStaff.registerKeeper.email]);
  for (const words of ['審査担当者（東京支店', '監査担当者（すべての支店', 'Auditor (All branches'])
    expect(mails[0]?.text).toContain(words);
});

test('a change that is refused tells nobody, and a mail that the server does not take is told once, later', async () => {
  const grant = await operations.db.staffGrant.findFirstOrThrow({ where: { userId: idOf('auditor') } });
  const by = { userId: idOf('administrator'), roles: ['administrator'], address: null };
  const late = takeRole(operations.db, grant.id, 999, { by, reason: '退任', now: now() });
  await expect(late).rejects.toMatchObject({ refusal: 'person-must-not-have-changed' });
  expect(await told()).toEqual([]);
  await give('auditor', { role: 'operator' });
  inbox.refuseWith(450);
  expect(await told()).toEqual([]);
  inbox.refuseWith(null);
  laterMs = 5 * 60_000;
  await Promise.all([send(), send()]);
  await send();
  expect(inbox.mails).toHaveLength(1);
});
