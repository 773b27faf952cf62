/** What a reviewer says to a contractor: remarks beside the fields of a returned application, and papers asked for. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sampleStaff } from '../../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser, violations } from '../../../support/browser.ts';
import { type OpenDesk, openDesk } from '../support/desk.ts';
import { applyFor, move, returnTo } from '../support/followed.ts';

let desk: OpenDesk;
let chromium: TestBrowser;
beforeAll(async () => {
  [desk, chromium] = await Promise.all([openDesk(), openBrowser()]);
});
afterAll(() => Promise.all([desk.close(), chromium.close()]));
beforeEach(() => desk.owner.rateLimit.deleteMany());

const remarks = [
  { field: 'contract.amountYen', words: '変更契約後の<b>金額</b>です' },
  { field: 'contract.authorityId', words: '発注者は県です' },
  { field: 'contract.contractOn', words: '締結日をご確認ください' },
  { field: 'amountYen', words: '4割までです' },
  { field: 'depository', words: '支店名をご確認ください' },
  { field: 'delivery.contactPerson', words: 'お名前を' },
] as const;
/** Where each stands, by the form's own names. */
const places = [
  'contract.amountYen',
  'contract.authorityId',
  'contract.contractOn',
  'prepayment.amountYen',
  'prepayment.bankBranchId',
  'delivery.contactPerson',
];

test('each remark of a return stands beside its field, and in the list on top that leads there, in both languages', async () => {
  const revision = await applyFor(desk);
  await returnTo(desk, revision, '次の点を直してください。', remarks);
  const page = await chromium.person({ width: 360 });
  await desk.signInWith(page, 'clerk');
  for (const [language, says] of [
    ['ja', '担当者の指摘：'],
    ['en', 'The reviewer says: '],
  ] as const) {
    await page.goto(`${desk.url}/guarantees/${revision.guaranteeId}/resubmission?lang=${language}`);
    for (const [index, place] of places.entries()) {
      const told = await page.$eval(`[id="${place}-remark"]`, (element) => element.textContent);
      expect(told).toBe(`${says}${remarks[index]?.words}`);
      expect(await page.$eval('.banner', (banner) => banner.textContent)).toContain(remarks[index]?.words);
      expect(await page.$$(`.banner a[href="#${place}"]`)).toHaveLength(1);
    }
    const described = await page.$eval('[id="contract.amountYen"]', (field) => field.getAttribute('aria-describedby'));
    expect(described?.split(/\s+/)).toContain('contract.amountYen-remark');
    expect(await violations(page)).toEqual([]);
  }
  await page.close();
  const { browser } = await desk.signIn('clerk');
  const without = await applyFor(desk);
  await returnTo(desk, without, '直してください。');
  const plain = await browser.visit(`/guarantees/${without.guaranteeId}/resubmission`);
  expect(plain.html).not.toContain('field-remark');
});

const ask = (guaranteeId: string, words: string) =>
  desk.owner.paperRequest.create({
    data: { id: randomUUID(), guaranteeId, words, askedById: sampleStaff.reviewer.id, askedAt: new Date() },
  });

test('a paper that was asked for is a card on the first page and stands on the case, one press from where it is enclosed; with it, it is gone', async () => {
  const { guaranteeId: id } = await applyFor(desk, { projectName: '書類を求められた工事' });
  await ask(id, '指名通知書の写し');
  const { browser } = await desk.signIn('clerk');
  const home = await browser.visit('/');
  expect(home.text).toContain('書類の依頼 書類を求められた工事');
  expect(home.text).toContain('指名通知書の写し');
  expect((await browser.follow(home, '書類を添付する')).address).toBe(`/guarantees/${id}/attachments`);
  const page = await browser.visit(`/guarantees/${id}`);
  expect(page.text).toContain('支店の担当者が、次の書類を求めています。');
  const papers = await browser.follow(page, '書類を添付する');
  expect(papers.text).toContain('指名通知書の写し');
  const { applicationId } = await desk.owner.guarantee.findUniqueOrThrow({ where: { id } });
  const paper = { fileName: '指名通知書.pdf', mediaType: 'application/pdf', sizeBytes: 9, sha256: 'a'.repeat(64) };
  await desk.owner.attachment.create({ data: { id: randomUUID(), applicationId, ...paper } });
  expect((await browser.visit('/')).text).not.toContain('書類を求められた工事 前払金保証 高根沢町 指名通知書');
  expect((await browser.visit(`/guarantees/${id}`)).text).not.toContain('次の書類を求めています');
});

test('a reader is led to the case; another company, and a case that is decided, show no such card', async () => {
  const revision = await applyFor(desk, { projectName: '閲覧者の見る工事' });
  await ask(revision.guaranteeId, '契約書の写し');
  const { page: read } = await desk.signIn('reader');
  expect(read.text).toContain('閲覧者の見る工事');
  expect(read.html).toContain(`href="/guarantees/${revision.guaranteeId}">内容を見る`);
  expect((await desk.signIn('stranger')).page.text).not.toContain('書類の依頼');
  await move(desk, revision, 'awaiting-fee');
  const { browser, page } = await desk.signIn('reader');
  expect(page.text).not.toContain('書類の依頼 閲覧者の見る工事');
  expect((await browser.visit(`/guarantees/${revision.guaranteeId}`)).text).not.toContain('次の書類を求めています');
});
