/** Who may see and send a file of applications, and which files are not taken at all. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mostUnsentUploads } from '../../../../prisma/bulk-uploads.ts';
import { csv, idOf, row, tokenOn, upload } from '../support/bulk-files.ts';
import { type OpenDesk, openDesk, people } from '../support/desk.ts';

let desk: OpenDesk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());
beforeEach(() => desk.owner.rateLimit.deleteMany());

test('another company’s file does not exist, at any address (bulk-upload-must-exist)', async () => {
  const { browser } = await desk.signIn('clerk');
  const id = idOf(await upload(browser, csv(row('F-1'))));
  const { browser: stranger } = await desk.signIn('stranger');
  const token = tokenOn(await stranger.visit('/bulk'));
  for (const path of ['', '/result.csv']) {
    const [theirs, nobodys] = [
      await stranger.visit(`/bulk/${id}${path}`),
      await stranger.visit(`/bulk/${randomUUID()}${path}`),
    ];
    expect([theirs.status, theirs.text]).toEqual([404, nobodys.text]);
  }
  for (const path of ['/sending', '/deletion']) {
    expect((await stranger.send(`/bulk/${id}${path}`, new URLSearchParams({ formToken: token }))).status).toBe(404);
  }
  expect((await stranger.visit('/bulk')).text).not.toContain('4月分.csv');
  expect(await desk.owner.bulkUpload.findUnique({ where: { id } })).toMatchObject({ confirmedAt: null });
});

test('readers see and send nothing of it (role-must-allow-this), and a form of another page is refused (form-must-be-from-this-page)', async () => {
  const { browser: reader, page } = await desk.signIn('reader');
  expect((await reader.visit('/bulk')).status).toBe(403);
  const form = new FormData();
  form.set('formToken', tokenOn(page));
  form.set('file', new File([csv(row('G-1'))], 'a.csv'), 'a.csv');
  expect((await reader.send('/bulk', form)).status).toBe(403);
  const { browser } = await desk.signIn('clerk');
  form.set('formToken', 'another');
  expect((await browser.send('/bulk', form)).status).toBe(403);
  const unreadable = await browser.send('/bulk', new URLSearchParams({ formToken: 'x' }), {
    'content-type': 'multipart/form-data; boundary=never',
  });
  expect([unreadable.status, unreadable.text]).toEqual([400, expect.stringContaining('読み取れません')]);
});

test('a file that nobody chose, or too large, is refused beside the field (bulk-file-must-be-given, bulk-file-must-be-small-enough)', async () => {
  const { browser } = await desk.signIn('clerk');
  const none = await upload(browser, '', '');
  expect([none.status, none.text]).toEqual([422, expect.stringContaining('ファイルを選んでください。')]);
  const large = await upload(browser, new Uint8Array(3 * 1024 * 1024).fill(0x20));
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('2MB以下に分けてください')]);
  expect((await upload(browser, new Uint8Array(5 * 1024 * 1024).fill(0x20))).status).toBe(413);
});

test('a company with too many unsent files is told to drop some (bulk-uploads-must-be-few)', async () => {
  const { contractorId, id: userId } = people.stranger;
  const uploads = Array.from({ length: mostUnsentUploads }, () => ({ id: randomUUID() }));
  const shared = { contractorId, userId, fileName: 'a.csv', uploadedAt: new Date() };
  await desk.owner.bulkUpload.createMany({ data: uploads.map((each) => ({ ...each, ...shared })) });
  const { browser } = await desk.signIn('stranger');
  const more = { '前払金保証 保証料支払方法': '個別納付' };
  const page = await upload(browser, csv(row('H-1', more)));
  expect([page.status, page.text]).toEqual([409, expect.stringContaining('一括申込が多すぎます')]);
  await desk.owner.bulkUpload.deleteMany({ where: { contractorId } });
});
