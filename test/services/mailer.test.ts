/** The mailer against real SMTP conversations: taken, refused for now, refused for good, silent. */

import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createMailer, MailCredentialsRefused, type Mailer, MailRefused } from '../../services/mailer.ts';
import { type Inbox, openInbox } from '../support/inbox.ts';

const from = 'hosho@mirai-hosho.example.jp';
const mail = {
  to: 'soumu@marumaru-kensetsu.example.jp',
  subject: '電子保証（認証キー）発行完了のお知らせ',
  body: '〇〇建設 株式会社 様\n\n発行が完了しました。\n',
  messageId: '<0123456789abcdef@hosho.invalid>',
};

let inbox: Inbox;
let mailer: Mailer;
beforeEach(async () => {
  inbox = await openInbox();
  mailer = createMailer(inbox.url, from);
});
afterEach(async () => {
  mailer.close();
  await inbox.close();
});

test('what the server took has our words and our Message-ID', async () => {
  await mailer.send(mail);
  const [taken] = inbox.mails;
  expect(taken).toMatchObject({ subject: mail.subject, messageId: mail.messageId });
  expect(taken?.text?.trim()).toBe(mail.body.trim());
  expect(taken?.from?.text).toBe(from);
  expect(taken?.headerLines.filter(({ key }) => key === 'message-id')).toHaveLength(1);
});

test('answers go to whom the mail says, and its papers arrive whole under their Japanese names', async () => {
  const replyTo = { name: '〇〇建設 株式会社, "営業"', address: 'tsuuchi@marumaru-kensetsu.example.jp' };
  const paper = {
    name: '認証キーのお知らせ_31074-00001M.pdf',
    mediaType: 'application/pdf',
    bytes: Buffer.from('%PDF…'),
  };
  await mailer.send({ ...mail, replyTo, attachments: [paper] });
  const [taken] = inbox.mails;
  expect(taken?.replyTo?.value).toEqual([replyTo]);
  expect(taken?.from?.text).toBe(from);
  expect(taken?.attachments.map(({ filename, content }) => [filename, content])).toEqual([[paper.name, paper.bytes]]);
});

test('a 4xx is a failure for now: it may be tried again', async () => {
  inbox.refuseWith(451);
  const failed = await mailer.send(mail).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Error);
  expect(failed).not.toBeInstanceOf(MailRefused);
  inbox.refuseWith(null);
  await mailer.send(mail);
  expect(inbox.mails).toHaveLength(1);
});

test('a 5xx is a refusal for good, and does not repeat the address', async () => {
  inbox.refuseWith(550);
  const failed = (await mailer.send(mail).catch((error: unknown) => error)) as Error;
  expect(failed).toBeInstanceOf(MailRefused);
  expect(failed.message).toContain('550');
  expect(failed.message).not.toContain(mail.to);
});

test.each([
  ['a wrong password', 'hosho:wrong@'],
  ['no password where one is wanted', ''],
])('%s is told apart from a wrong address, and tells no password', async (_what, credentials) => {
  inbox.askPassword('right');
  const stranger = createMailer(inbox.url.replace('//', `//${credentials}`), from);
  const failed = (await stranger.send(mail).catch((error: unknown) => error)) as Error;
  expect(failed).toBeInstanceOf(MailCredentialsRefused);
  expect(failed.message).toMatch(/credentials \(53[05]\)$/);
  stranger.close();
  const known = createMailer(inbox.url.replace('//', '//hosho:right@'), from);
  await known.send(mail);
  expect(inbox.mails).toHaveLength(1);
  known.close();
});

test.each([
  ['5.1.1 no such mailbox', 'recipient'],
  ['no such mailbox', 'recipient'],
  ['5.1.2 we deliver to no such domain', 'domain'],
  ['5.7.1 mail for this domain is refused', 'domain'],
])('a recipient refused with %s is a refusal of the %s', async (said, part) => {
  inbox.refuseDomain('marumaru-kensetsu.example.jp', said);
  expect(await mailer.send(mail).catch((error: unknown) => error)).toMatchObject({ name: 'MailRefused', part });
});

test('nobody there is a failure for now', async () => {
  await inbox.close();
  const failed = await mailer.send(mail).catch((error: unknown) => error);
  expect(failed).not.toBeInstanceOf(MailRefused);
  expect(failed).toMatchObject({ name: 'MailServerUnreachable' });
  await expect(mailer.verify()).rejects.toThrow();
  inbox = await openInbox();
});

test('silence after DATA, with the line cut, is a failure for now: the server may have taken it', async () => {
  const { server, url, got } = await silentAfterData();
  const silent = createMailer(url, from);
  const failed = (await silent.send(mail).catch((error: unknown) => error)) as Error;
  expect(failed).toBeInstanceOf(Error);
  expect(failed).not.toBeInstanceOf(MailRefused);
  expect(failed.message).not.toContain(mail.to);
  expect(got()).toContain(mail.messageId);
  silent.close();
  await new Promise((closed) => server.close(closed));
});

test('a server that answers is verified', async () => {
  await expect(mailer.verify()).resolves.toBeUndefined();
});

/** A server that takes the whole mail and then hangs up without a word. */
async function silentAfterData(): Promise<{ server: Server; url: string; got: () => string }> {
  let received = '';
  const server = createServer((socket) => converse(socket, (text) => (received += text)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { server, url: `smtp://127.0.0.1:${port}`, got: () => received };
}

function converse(socket: Socket, keep: (text: string) => void): void {
  let inData = false;
  socket.write('220 silent.example.jp\r\n');
  socket.on('error', () => undefined);
  socket.on('data', (piece) => {
    const text = piece.toString();
    if (inData) {
      keep(text);
      if (text.endsWith('\r\n.\r\n')) socket.destroy();
      return;
    }
    inData = text.startsWith('DATA');
    socket.write(inData ? '354 go on\r\n' : '250 well\r\n');
  });
}
