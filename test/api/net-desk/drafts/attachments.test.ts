/** Papers are enclosed with a draft by dialog, by drag and by a plain form, and go into the application with it. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ElementHandle, Page } from 'puppeteer';
import { maxAttachmentBytes, maxAttachments } from '../../../../domain/attachments.ts';
import { typedApplication } from '../../../../domain/typed-application.ts';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { buildExample } from '../../../support/cases.ts';
import { until } from '../../../support/until.ts';
import { type OpenDesk, openDesk, people } from '../support/desk.ts';
import { applyFor, move, returnTo } from '../support/followed.ts';

const pdf = Buffer.from('%PDF-1.7 a contract of the tests');
let desk: OpenDesk;
let browser: TestBrowser;
let folder: string;
beforeAll(async () => {
  [desk, browser, folder] = await Promise.all([openDesk(), openBrowser(), mkdtemp(join(tmpdir(), 'hosho-papers-'))]);
});
afterAll(() => Promise.all([desk.close(), browser.close(), rm(folder, { recursive: true, force: true })]));
beforeEach(() => desk.owner.rateLimit.deleteMany());

async function newDraft(typed: Readonly<Record<string, string>> = {}): Promise<string> {
  const id = randomUUID();
  const { contractorId, id: userId } = people.clerk;
  await desk.owner.applicationDraft.create({ data: { id, contractorId, userId, typed, savedAt: new Date() } });
  return id;
}

async function fileOf(name: string, bytes: Uint8Array = pdf): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

async function openPapers(at: string, options: { javaScript?: boolean } = {}): Promise<Page> {
  const page = await browser.person(options);
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}${at}`);
  return page;
}

async function choose(page: Page, ...paths: string[]): Promise<void> {
  const input = (await page.$('#files')) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(...paths);
}

async function press(page: Page, words: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-xpath(//button[starts-with(normalize-space(), "${words}")])`);
  await Promise.all([page.waitForNavigation(), button?.click()]);
}

const listed = (page: Page) =>
  page.$$eval('#attachments .card-title', (names) => names.map((name) => name.textContent));

describe('without JavaScript', () => {
  test('several papers at once; what is none is told by its name, and the rest stays', async () => {
    const id = await newDraft();
    const page = await openPapers(`/drafts/${id}/attachments`, { javaScript: false });
    const script = await fileOf('<b>見積.pdf', Buffer.from('MZ no paper at all'));
    await choose(
      page,
      await fileOf('請負契約書.pdf'),
      script,
      await fileOf('写真.png', Buffer.from('\x89PNG\r\n\x1a\n.', 'latin1')),
    );
    await press(page, '選んだファイルを添付する');
    expect(await listed(page)).toEqual(['請負契約書.pdf', '写真.png']);
    expect(await page.$eval('#error-summary', (summary) => summary.textContent)).toContain(
      '「<b>見積.pdf」は添付できません',
    );
    await choose(page, await fileOf('請負契約書.pdf'));
    await press(page, '選んだファイルを添付する');
    expect(await listed(page)).toEqual(['請負契約書.pdf', '写真.png']);
    await press(page, '外す');
    expect(await listed(page)).toEqual(['写真.png']);
  });

  test('nothing chosen, a file too large and one too many are told beside the field', async () => {
    const id = await newDraft();
    const page = await openPapers(`/drafts/${id}/attachments`, { javaScript: false });
    await press(page, '選んだファイルを添付する');
    const told = () => page.$eval('#files-error', (error) => error.textContent);
    expect(await told()).toContain('選んでください');
    const large = Buffer.alloc(maxAttachmentBytes + 1);
    pdf.copy(large);
    await choose(page, await fileOf('大きい.pdf', large));
    await press(page, '選んだファイルを添付する');
    expect(await told()).toContain('20MB');
    await desk.owner.draftAttachment.createMany({
      data: Array.from({ length: maxAttachments }, (_, index) => ({
        id: randomUUID(),
        draftId: id,
        fileName: `${index}.pdf`,
        mediaType: 'application/pdf',
        sizeBytes: 1,
        sha256: '0'.repeat(64),
        createdAt: new Date(),
      })),
    });
    await choose(page, await fileOf('二十一.pdf'));
    await press(page, '選んだファイルを添付する');
    expect(await told()).toContain('20件');
  });

  test('they go into the application with the draft, and are read by its own company alone', async () => {
    const id = await newDraft(typedApplication(buildExample(new Date())));
    const page = await openPapers(`/drafts/${id}/attachments`, { javaScript: false });
    await choose(page, await fileOf('請負契約書.pdf'));
    await press(page, '選んだファイルを添付する');
    await page.goto(`${desk.url}/drafts/${id}/confirmation`);
    expect(await page.$eval('main', (main) => main.textContent)).toContain('請負契約書.pdf');
    await press(page, 'この内容で申し込む');
    const { receiptNumber } = await desk.owner.applicationDraft.findUniqueOrThrow({ where: { id } });
    const application = await desk.owner.application.findUniqueOrThrow({
      where: { receiptNumber: receiptNumber as string },
      include: { attachments: true, guarantees: true },
    });
    expect(application.attachments).toMatchObject([{ fileName: '請負契約書.pdf', sizeBytes: pdf.length }]);
    expect(await desk.owner.draftAttachment.count({ where: { draftId: id } })).toBe(0);
    const [guarantee] = application.guarantees;
    const paper = `/guarantees/${guarantee?.id}/attachments/${application.attachments[0]?.id}`;
    const { browser: clerk } = await desk.signIn('clerk');
    expect((await clerk.visit(`/guarantees/${guarantee?.id}`)).html).toContain(paper);
    const saved = await clerk.visit(paper);
    expect([saved.html, saved.headers.get('content-disposition')]).toEqual([
      String(pdf),
      expect.stringMatching(/^attachment/),
    ]);
    const { browser: stranger } = await desk.signIn('stranger');
    expect((await stranger.visit(paper)).status).toBe(404);
    const events = { guaranteeId: guarantee?.id as string, kind: 'attachment-added' };
    expect(await desk.owner.event.count({ where: events })).toBe(1);
  });

  test('a draft’s papers are its company’s, and go with it (attachment-must-exist)', async () => {
    const id = await newDraft();
    const page = await openPapers(`/drafts/${id}/attachments`, { javaScript: false });
    await choose(page, await fileOf('請負契約書.pdf'));
    await press(page, '選んだファイルを添付する');
    const href = await page.$eval('#attachments .card-title a', (link) => link.getAttribute('href'));
    const { browser: clerk } = await desk.signIn('clerk');
    expect((await clerk.visit(href as string)).html).toBe(String(pdf));
    expect((await clerk.visit(`/drafts/${id}/attachments/${randomUUID()}`)).status).toBe(404);
    const { browser: stranger } = await desk.signIn('stranger');
    for (const path of [href as string, `/drafts/${id}/attachments`])
      expect((await stranger.visit(path)).status).toBe(404);
    const form = await clerk.visit(`/drafts/${id}/deletion`);
    await clerk.press(form, '削除する');
    expect(await desk.owner.draftAttachment.count({ where: { draftId: id } })).toBe(0);
  });

  test('a form of another page, and one that is none, enclose nothing (form-must-be-from-this-page)', async () => {
    const id = await newDraft();
    const page = await openPapers(`/drafts/${id}/attachments`, { javaScript: false });
    await page.$eval('form.drop [name="formToken"]', (field) => ((field as HTMLInputElement).value = 'another'));
    await choose(page, await fileOf('請負契約書.pdf'));
    const [answer] = await Promise.all([page.waitForNavigation(), page.click('form.drop button')]);
    expect(answer?.status()).toBe(403);
    expect(await desk.owner.draftAttachment.count({ where: { draftId: id } })).toBe(0);
    const { browser: clerk } = await desk.signIn('clerk');
    const none = await clerk.send(`/drafts/${id}/attachments`, new URLSearchParams({ formToken: 'x' }));
    expect(none.status).toBe(403);
  });
});

test('with JavaScript each is sent when it is chosen or dropped, with its progress, and the page stays', async () => {
  const id = await newDraft();
  const page = await openPapers(`/drafts/${id}/attachments`);
  await choose(page, await fileOf('請負契約書.pdf'), await fileOf('仕様.txt', Buffer.from('text')));
  await until(async () => (await listed(page)).length === 1 && (await page.$('.uploads .field-error')) !== null);
  expect(await page.$eval('.uploads .field-error', (error) => error.textContent)).toContain(
    '「仕様.txt」は添付できません',
  );
  await page.evaluate(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['%PDF-1.7 dropped'], '指名通知書.pdf'));
    document.querySelector('form.drop')?.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true }));
  });
  await until(async () => (await listed(page)).length === 2);
  expect(await listed(page)).toEqual(['請負契約書.pdf', '指名通知書.pdf']);
  expect(await page.$eval('[data-status]', (status) => status.textContent)).toContain('指名通知書.pdf');
});

test('a returned guarantee gets the papers that were asked for, each once, until its review is over', async () => {
  const revision = await applyFor(desk);
  await returnTo(desk, revision, '契約書の写しをお送りください。');
  const at = `/guarantees/${revision.guaranteeId}/attachments`;
  const page = await openPapers(at, { javaScript: false });
  for (let twice = 0; twice < 2; twice++) {
    await choose(page, await fileOf('請負契約書.pdf'));
    await press(page, '選んだファイルを添付する');
  }
  expect(await listed(page)).toEqual(['請負契約書.pdf']);
  const { applicationId } = await desk.owner.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
  for (const { id } of await desk.owner.guarantee.findMany({ where: { applicationId } }))
    await move(desk, { guaranteeId: id, revision: 1, epoch: 1 }, 'awaiting-fee');
  const { browser: clerk } = await desk.signIn('clerk');
  const closed = await clerk.visit(at);
  expect(closed.text).toContain('審査が終わった申込には添付できません');
  expect(closed.html).not.toContain('type="file"');
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
])('the page (%s, dark %s, %d px) has nothing that axe objects to', async (language, dark, width) => {
  const id = await newDraft();
  const page = await browser.person({ dark, width });
  await desk.signInWith(page, 'clerk');
  await page.goto(`${desk.url}/drafts/${id}/attachments?lang=${language}`);
  await choose(page, await fileOf('請負契約書.pdf'), await fileOf('仕様.txt', Buffer.from('text')));
  await until(async () => (await page.$('.uploads .field-error')) !== null);
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
