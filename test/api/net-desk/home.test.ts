/** 全体トップ, read as a person reads it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, arrive, issue, move, returnTo } from './support/followed.ts';

let desk: OpenDesk;
let browser: TestBrowser;
const today = dayInJapan(new Date());

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), openBrowser()]);
  const returned = await applyFor(desk, { projectName: '差戻しの工事' });
  await returnTo(desk, returned, '金額をご確認ください。');
  const unpaid = await applyFor(desk, { projectName: '入金待ちの工事' });
  await desk.owner.revision.updateMany({ where: { guaranteeId: unpaid.guaranteeId }, data: { feeYen: 39_400n } });
  await move(desk, unpaid, 'awaiting-fee');
  for (const projectName of ['提出待ちの工事', '補正依頼の工事', 'まもなく終わる工事']) {
    const ending = projectName === 'まもなく終わる工事' ? { worksFromOn: today, worksToOn: addDays(today, 10) } : {};
    const revision = await applyFor(desk, { projectName, ...ending });
    await issue(desk, revision);
    await arrive(desk, revision);
    if (projectName === '提出待ちの工事') continue;
    await move(desk, revision, 'submitted');
    if (projectName === '補正依頼の工事') await askCorrection(revision.guaranteeId);
  }
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

function askCorrection(guaranteeId: string) {
  const about = {
    guaranteeId,
    revision: 1,
    kind: 'correction-asked',
    reason: '工期が契約書と違います。',
    by: '高根沢町 総務課',
  };
  return desk.owner.authorityResponse.create({ data: { id: randomUUID(), ...about, respondedAt: new Date() } });
}

test('what waits for the contractor stands first, worst first, each with what to know and one press from its action', async () => {
  const { page } = await desk.signIn('clerk');
  const cards = [...page.html.matchAll(/<li class="card waiting-for-you".*?<\/li>/gs)].map(([card]) =>
    card.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '),
  );
  expect(page.text).toContain('お手続きが必要です（5件）');
  expect(cards.map((card) => /\S+の工事|まもなく終わる工事/.exec(card)?.[0])).toEqual([
    '補正依頼の工事',
    '差戻しの工事',
    '入金待ちの工事',
    '提出待ちの工事',
    'まもなく終わる工事',
  ]);
  const said = [
    '工期が契約書と違います。',
    '金額をご確認ください。',
    '保証料 39,400円',
    '認証キーをご用意しました',
    '残り10日',
  ];
  for (const [index, words] of said.entries()) expect(cards[index]).toContain(words);
  expect(page.html).toMatch(/href="\/guarantees\/[\w-]+\/resubmission">直して再提出/);
});

test('then what moves, then what was applied for, then whom to call', async () => {
  const { page } = await desk.signIn('clerk');
  const places = ['お手続きが必要です', '進行中（', '最近の申込', 'お問い合わせ先'].map((words) =>
    page.text.indexOf(words),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(page.text).toContain('栃木支店 028-000-0000');
  expect(page.text).toContain('引受承認 支店が確認中');
});

test('another contractor sees none of it, and a reader has nothing to apply with', async () => {
  const { page } = await desk.signIn('stranger');
  for (const words of ['お手続きが必要です（0件）', '進行中（0件）', 'まだお申し込みはありません'])
    expect(page.text).toContain(words);
  expect(page.text).not.toContain('の工事');
  const reader = await desk.signIn('reader');
  expect(reader.page.html).not.toContain('保証を申し込む</a>');
});

describe('in a browser', () => {
  test('what changes is on the page without a reload', async () => {
    const page = await browser.person();
    await desk.signInWith(page, 'clerk');
    const words = () => page.evaluate(() => document.body.textContent ?? '');
    await until(async () => (await words()).includes('お手続きが必要です（5件）'));
    const another = await applyFor(desk, { projectName: '新しい差戻し' });
    await returnTo(desk, another, '工期をご確認ください。');
    await until(async () => (await words()).includes('工期をご確認ください。'));
    expect(await words()).toContain('お手続きが必要です（6件）');
    expect(browser.complaints).toEqual([]);
  });

  test.each([
    ['ja', true, 1280],
    ['en', false, 360],
  ])('%s, dark %s, %d px: axe finds nothing, and nothing is wider than the screen', async (language, dark, width) => {
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}/?lang=${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(browser.complaints).toEqual([]);
  });
});

test('while all issuing is stopped every page says so, in both languages, and nothing of why or by whom', async () => {
  const stop = {
    state: 'open',
    perSecond: 0,
    since: new Date(),
    reason: '料率表の誤りの確認',
    byId: sampleStaff.operator.id,
  };
  await desk.owner.circuit.update({ where: { counterparty: 'issuance' }, data: stop });
  const { browser: person, page } = await desk.signIn('clerk');
  for (const at of ['/', '/drafts', '/guarantees', '/help']) {
    const { text } = await person.visit(at);
    expect([at, text.includes('発行を一時停止しています')]).toEqual([at, true]);
    for (const inside of ['料率表の誤り', '運用 三郎']) expect(text).not.toContain(inside);
  }
  expect(page.text).toContain('承認された保証は、再開後に順に発行します。');
  expect((await person.visit('/?lang=en')).text).toContain('Issuing is stopped for a while');
  const shown = await browser.person();
  await desk.signInWith(shown, 'clerk');
  await shown.goto(`${desk.url}/`);
  expect(await violations(shown)).toEqual([]);
  if (process.env.SHOTS !== undefined) await shown.screenshot({ path: `${process.env.SHOTS}/net-desk-stop.png` });
  await shown.close();
  await desk.owner.circuit.update({
    where: { counterparty: 'issuance' },
    data: { state: 'closed', perSecond: null, reason: null, byId: null },
  });
  expect((await person.visit('/?lang=ja')).text).not.toContain('発行を一時停止しています');
});
