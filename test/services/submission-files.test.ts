/** The files that a submission is handed over in: a mail to send oneself, and a ZIP. Read back by other programs than wrote them. */
import { inflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { unsentMail } from '../../services/unsent-mail.ts';
import { zip } from '../../services/zip.ts';

const notice = {
  name: '認証キーのお知らせ_前払金保証_31074-00001M.pdf',
  mediaType: 'application/pdf',
  bytes: Buffer.from('%PDF-1.7 …'),
};

test('a mail program finds recipient, subject, words and the notice, and may edit them', async () => {
  const mail = {
    to: 'soumu@takanezawa.example.jp',
    subject: '【請求関係書類】第12号●●●●工事',
    body: '〇〇建設です。\n𠮷野',
    attachments: [notice],
  };
  const read = await simpleParser(Buffer.from(await unsentMail(mail)));
  expect(read.to).toMatchObject({ text: 'soumu@takanezawa.example.jp' });
  expect(read.subject).toBe(mail.subject);
  expect(read.text?.trim()).toBe(mail.body);
  expect(read.headers.get('x-unsent')).toBe('1');
  expect(read.from).toBeUndefined();
  expect(read.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([
    [notice.name, '%PDF-1.7 …'],
  ]);
});

test('a subject with line breaks brings no header along', async () => {
  const bytes = await unsentMail({ to: null, subject: '工事\r\nBcc: thief@example.jp', body: '', attachments: [] });
  const read = await simpleParser(Buffer.from(bytes));
  expect(read.bcc).toBeUndefined();
  expect(read.to).toBeUndefined();
});

test('a ZIP holds each file whole, under its Japanese name marked as UTF-8', async () => {
  const bytes = Buffer.from(
    await zip([{ name: notice.name, bytes: notice.bytes, modifiedAt: new Date('2026-04-01T00:00:00Z') }]),
  );
  const at = bytes.indexOf(Buffer.from('504b0102', 'hex')); // central directory
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const size = bytes.readUInt32LE(at + 20);
  const nameLength = bytes.readUInt16LE(at + 28);
  const local = bytes.readUInt32LE(at + 42);
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const stored = bytes.subarray(start, start + size);
  expect(flags & 0x0800).toBe(0x0800);
  expect(bytes.subarray(at + 46, at + 46 + nameLength).toString()).toBe(notice.name);
  expect((method === 8 ? inflateRawSync(stored) : stored).toString()).toBe('%PDF-1.7 …');
});
