/** 前払金請求書: prefilled from the certificate, completed by the contractor, in the mail and the ZIP, never stale. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { createActivities } from '../../../activities/index.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, arrive, issue } from './support/followed.ts';

let desk: OpenDesk;
let browser: TestBrowser;
/** Stands where the worker stands: the activity itself, with a printer that hands back its HTML; or away. */
let startClaim: (claimId: string) => Promise<void>;
let prints = 0;

beforeAll(async () => {
  const runs = { startClaim: (claimId: string) => startClaim(claimId) };
  [desk, browser] = await Promise.all([openDesk({ runs: runs as never }), openBrowser()]);
  const printer = {
    async print({ html }: { html: string }) {
      prints += 1;
      return Buffer.from(html);
    },
  };
  const signer = { sign: async (pdf: Uint8Array) => pdf };
  const { printClaim } = createActivities({ ...desk.services, printer, signer, names: {} } as never);
  startClaim = printClaim;
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

async function posted(own: Parameters<typeof applyFor>[1] = {}) {
  const revision = await applyFor(desk, own);
  await issue(desk, revision);
  await arrive(desk, revision);
  return `/guarantees/${revision.guaranteeId}`;
}

const answers = {
  '請求者の役職・氏名': '代表取締役 見本 一郎',
  発行責任者: '見本 一郎<script>',
  発行責任者の電話番号: '０２８－０００－０００２',
  担当者名: '見本 花子',
  担当者の電話番号: '028-000-0003',
  預金の種別: 'separate-ordinary',
  口座番号: '1234567',
  口座名義: 'ミホンケンセツ',
};

async function papersOf(reading: Awaited<ReturnType<OpenDesk['signIn']>>['browser'], address: string) {
  const page = await reading.visit(`${address}/submission-set`);
  const mail = await simpleParser(Buffer.from(await reading.download(page, 'メールソフトで開く')));
  return { page, mail, claim: mail.attachments[1]?.content.toString() ?? null };
}

test('the set asks for who answers for the claim; told, it is in the mail and in the ZIP, for every later guarantee too', async () => {
  const address = await posted();
  const { browser: reading } = await desk.signIn('clerk');
  const before = await papersOf(reading, address);
  expect(before.page.text).toContain('請求書はまだ入っていません');
  expect(before.claim).toBeNull();
  const form = await reading.follow(before.page, '請求書の記載事項を入力する');
  expect(form.text).toContain('20,000,000円');
  const set = await reading.press(form, '保存して提出セットへ', { ...answers, ほかの保証の請求書にも: 'yes' });
  expect(set.text).toContain('前払金請求書_31074-');
  const { mail, claim } = await papersOf(reading, address);
  expect(mail.attachments.map(({ filename }) => filename)).toEqual([
    expect.stringMatching(/^認証キーのお知らせ_/),
    expect.stringMatching(/^前払金請求書_31074-\d{5}M\.pdf$/),
  ]);
  expect(mail.text).toContain('「認証キーのお知らせ」');
  for (const words of ['高根沢町長', '●●●●工事', '50,000,000円', '20,000,000円', '028-000-0002', '1234567'])
    expect(claim).toContain(words);
  expect(claim).toContain('見本 一郎&lt;script&gt;');
  const zipped = Buffer.from(await reading.download(set, '提出セットを保存する'));
  expect(zipped.includes(Buffer.from('前払金請求書_31074-'))).toBe(true);
  const later = await papersOf(reading, await posted({ projectName: '次の工事' }));
  expect(later.claim).toContain('次の工事');
  expect(later.claim).toContain('028-000-0002');
});

test('a claim is printed once, and anew as soon as a word of it changes', async () => {
  const address = await posted();
  const { browser: reading } = await desk.signIn('clerk');
  await reading.press(await reading.visit(`${address}/claim`), '保存して提出セットへ', answers);
  const printed = prints;
  await papersOf(reading, address);
  await papersOf(reading, address);
  expect(prints).toBe(printed + 1);
  const changed = { ...answers, 担当者の電話番号: '028-000-9999' };
  await reading.press(await reading.visit(`${address}/claim`), '保存して提出セットへ', changed);
  expect((await papersOf(reading, address)).claim).toContain('028-000-9999');
});

test('what is wrong is told beside its field, and what was typed stays', async () => {
  const { browser: reading } = await desk.signIn('clerk');
  const form = await reading.visit(`${await posted()}/claim`);
  const wrong = { ...answers, 担当者の電話番号: '内線12', 口座名義: '' };
  const told = await reading.press(form, '保存して提出セットへ', wrong);
  expect(told.status).toBe(422);
  expect(told.html).toMatch(/id="officerTelephone-error">電話番号を市外局番から/);
  expect(told.html).toContain('value="内線12"');
  expect(told.text).toContain('担当者の電話番号：電話番号を市外局番から');
});

test('while nobody prints, a set that says it has a claim is refused, never handed out without', async () => {
  const address = await posted();
  const { browser: reading } = await desk.signIn('clerk');
  await reading.press(await reading.visit(`${address}/claim`), '保存して提出セットへ', answers);
  const present = startClaim;
  startClaim = () => Promise.reject(new Error('Temporal is away'));
  const mail = await reading.visit(`${address}/submission-set/mail.eml`);
  startClaim = present;
  // claim-must-be-printed-first
  expect([mail.status, mail.text.includes('前払金請求書を用意しています')]).toEqual([503, true]);
});

test('another contractor’s claim answers as one that never was; a reader changes nothing', async () => {
  const address = await posted();
  const { browser: stranger } = await desk.signIn('stranger');
  for (const rest of ['/claim', '/claim/file.pdf']) expect((await stranger.visit(address + rest)).status).toBe(404);
  const { browser: reading } = await desk.signIn('reader');
  const page = await reading.visit(`${address}/claim`);
  expect(page.text).toContain('閲覧者は変更できません');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] as string;
  expect((await reading.send(`${address}/claim`, new URLSearchParams({ formToken }))).status).toBe(403);
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)('%s, dark %s, %d px: axe finds nothing on form and set', async (language, dark, width) => {
  const address = await posted({ projectName: `${'とても長い名前の工事'.repeat(12)}<b>` });
  const page = await browser.person({ dark, width });
  await desk.signInWith(page, 'clerk');
  for (const path of [`${address}/claim`, `${address}/submission-set`]) {
    await page.goto(`${desk.url}${path}?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
  expect(browser.complaints).toEqual([]);
});
