/** Time on the pages: the earliest issue, the schedule back from the contract date, the branch's hours, the fee's cut-off. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Browser, Page } from '../../../bin/example/browser.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { type OpenDesk, openDesk } from './support/desk.ts';
import { applyFor, move } from './support/followed.ts';

/** A Tuesday; the sample branch takes applications and fees until 15:00 and reviews in two hours. */
const at = (time: string, on = '2026-11-24') => new Date(`${on}T${time}:00+09:00`);
let now = at('10:00');
let desk: OpenDesk;
let browser: TestBrowser;
let clerk: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk({ clock: { now: () => now } }), openBrowser()]);
  clerk = (await desk.signIn('clerk')).browser;
});
afterAll(() => Promise.all([desk.close(), browser.close()]));
beforeEach(() => {
  now = at('10:00');
});

const typed = {
  'contract.kind': 'works',
  'contract.projectName': '日程の工事',
  'contract.authorityId': 'takanezawa',
  'contract.beneficiaryTitle': '高根沢町長',
  'contract.amountYen': '50,000,000',
  'contract.contractDateIs': 'planned',
  'contract.contractOn': '2026-12-01',
  'contract.worksFromOn': '2026-12-02',
  'contract.worksToOn': '2027-08-01',
  'contract.prepaymentPlanned': 'yes',
  'contract-guarantee.chosen': 'yes',
  'contract-guarantee.form': 'electronic',
  'contract-guarantee.amountYen': '5,000,000',
  'contract-guarantee.feePayment': 'per-case',
  'contract-guarantee.feeBilledTo': '〇〇建設 株式会社',
  'delivery.branchId': 'tochigi',
};

interface Draft {
  readonly address: string;
  readonly token: string;
}

async function newDraft(): Promise<Draft> {
  const page = await clerk.press(await clerk.visit('/drafts'), '新しく申し込む');
  const address = /action="(\/drafts\/[\w-]{36})"/.exec(page.html)?.[1] ?? '';
  return { address, token: /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '' };
}

function send({ address, token }: Draft, own: Record<string, string>, path = ''): Promise<Page> {
  const values = { ...typed, formToken: token, step: 'calculate', ...own };
  return clerk.send(`${address}${path}`, new URLSearchParams(values));
}

const twoFive = '2026年11月25日（水）';

test.each([
  ['10:00', {}, ['最短で本日中に発行します', '2026年11月24日（火）15:00までにお支払いください']],
  [
    '10:00',
    { 'contract-guarantee.feePayment': 'monthly-batch' },
    ['最短で本日中に発行します', '15:00までの申込が当日の受付です'],
  ],
  ['14:00', {}, [`最短で${twoFive}に発行します`]],
  ['15:01', {}, [`本日の受付は終わりました。${twoFive}に受け付けます`]],
  [
    '10:00',
    { 'contract-guarantee.form': 'paper', 'delivery.paperReceipt': 'post' },
    ['紙の証書は2026年11月26日（木）ごろ届きます'],
  ],
])('at %s the form tells %j when it is issued at the earliest (R-N4)', async (time, own, told) => {
  const draft = await newDraft();
  now = at(time);
  const { text } = await send(draft, own);
  for (const words of told) expect(text).toContain(words);
});

test('from the planned contract date back: apply by, pay by, submit by, and what is too late (R-B1)', async () => {
  const draft = await newDraft();
  const steps = (day: string) => [
    `申込 ${day}13:00まで`,
    `保証料のお支払い ${day}15:00まで`,
    `発注者への提出 ${day}まで`,
  ];
  const inTime = await send(draft, {});
  for (const step of steps('2026年12月1日（火）')) expect(inTime.text).toContain(step);
  expect(inTime.text).not.toContain('期限を過ぎています');
  const late = await send(draft, { 'contract.contractOn': '2026-11-24', 'contract.worksFromOn': '2026-11-25' });
  expect(late.text).not.toContain('間に合わないおそれ');
  now = at('13:01');
  const tooLate = await send(draft, { 'contract.contractOn': '2026-11-24' });
  expect(tooLate.text).toContain('間に合わないおそれがあります 申込の期限を過ぎています。すぐに支店へお電話ください。');
  expect((await send(draft, { 'contract.contractDateIs': 'signed' })).text).not.toContain('までの日程');
  expect((await send(draft, { 'contract.contractOn': '2029-02-01' })).text).toContain('休業日はまだ登録されていません');
});

test('the answer about the authority comes as soon as it is chosen, and asks for the day that decides (R-O2)', async () => {
  const draft = await newDraft();
  const answer = async (own: Record<string, string>) =>
    (await send(draft, { 'contract.projectName': '', 'contract.amountYen': '', ...own })).text;
  expect(await answer({})).toContain('高根沢町は電子保証に対応しています（2025年12月1日（月）から、請負契約日で判定）');
  expect(await answer({ 'contract.contractOn': '' })).toContain(
    '高根沢町が電子保証に対応しているかは請負契約日で決まります',
  );
  expect(await answer({ 'contract.contractOn': '2025-11-30' })).toContain('それより前のものは紙の証書になります');
  expect(await answer({ 'contract.authorityId': 'mihon-village' })).toContain('見本村は電子保証に対応していません');
  const nouson = { 'contract.authorityId': 'tochigi-pref', 'contract.departmentId': 'tochigi-pref-nouson' };
  expect(await answer(nouson)).toContain('栃木県は案件ごとに電子保証を承認します。発注者へお問い合わせください。');
});

test('the summary alone is answered without saving anything, and to the own company alone (draft-must-exist)', async () => {
  const draft = await newDraft();
  const part = await send(draft, {}, '/summary');
  expect(part.text).toMatch(/^契約保証 割合 10.0%/);
  expect((await clerk.visit(draft.address)).html).not.toContain('日程の工事');
  const { browser: stranger } = await desk.signIn('stranger');
  const own = await stranger.visit('/drafts');
  const token = /name="formToken" value="([^"]+)"/.exec(own.html)?.[1] ?? '';
  const theirs = await stranger.send(`${draft.address}/summary`, new URLSearchParams({ ...typed, formToken: token }));
  expect(theirs.status).toBe(404);
});

test('confirmation, sent page and guarantee page tell the time and the branch', async () => {
  const draft = await newDraft();
  const confirmation = await send(draft, { step: 'confirm' });
  expect(confirmation.text).toContain('この内容で申し込む');
  expect(confirmation.text).toContain('申込 2026年12月1日（火）13:00まで');
  const sent = await clerk.press(confirmation, 'この内容で申し込む');
  expect(sent.text).toContain('申込を受け付けました');
  expect(sent.text).toContain('最短で本日中に発行します');
  expect(sent.text).toContain('保証料のお支払い 2026年12月1日（火）15:00まで');
  const guarantee = await desk.owner.guarantee.findFirstOrThrow({ orderBy: { position: 'desc' } });
  now = at('15:01', '2026-12-01');
  const followed = await clerk.visit(`/guarantees/${guarantee.id}`);
  expect(followed.text).toContain('間に合わないおそれがあります 保証料のお支払いの期限を過ぎています');
  for (const { text } of [confirmation, sent, followed]) {
    expect(text).toMatch(
      /お問い合わせ先 栃木支店 028-000-0000 受付時間 9:00から17:00まで（平日。休み：国民の祝日・年末年始）/,
    );
  }
});

test('on a closed day the branch says when it opens again (R-N3)', async () => {
  now = at('10:00', '2026-11-28');
  expect((await clerk.visit('/')).text).toContain('本日は休業日です。次の受付は2026年11月30日（月）です。');
});

test('a fee that is due says until when it is issued today, by the register of its branch (R-F5, R-N4)', async () => {
  const revision = await applyFor(desk, { projectName: '保証料の工事' });
  await move(desk, revision, 'awaiting-fee');
  const home = async () => (await clerk.visit('/')).text;
  expect(await home()).toContain('本日15:00までにお支払いいただくと、本日中に発行します');
  now = at('15:01');
  expect(await home()).toContain(`${twoFive}の15:00までにお支払いいただくと、その日に発行します`);
  const row = await desk.owner.branchReception.findFirstOrThrow({ where: { branchId: 'tochigi' } });
  const later = { id: 'tochigi-later', effectiveOn: at('09:00', '2026-11-24'), feesUntil: '16:00' };
  await desk.owner.branchReception.create({ data: { ...row, ...later } });
  expect(await home()).toContain('本日16:00までにお支払いいただくと');
  await desk.owner.branchReception.delete({ where: { id: 'tochigi-later' } });
});

test.each([
  ['ja', false, 1280],
  ['en', true, 360],
] as const)(
  'in a browser the summary follows what is chosen, and axe finds nothing (%s, dark %s, %d px)',
  async (language, dark, width) => {
    const draft = await newDraft();
    await send(draft, { step: 'save' });
    const page = await browser.person({ dark, width });
    await desk.signInWith(page, 'clerk');
    await page.goto(`${desk.url}${draft.address}?lang=${language}`);
    await page.select('[id="contract.authorityId"]', 'mihon-village');
    await page.waitForFunction(() => document.querySelector('#summary')?.textContent?.includes('見本村'));
    if (process.env.PICTURES) {
      await page.$eval('#summary', (element) => element.scrollIntoView());
      await page.screenshot({ path: `${process.env.PICTURES}/form-${width}.png` });
      const branch = await page.$('main > aside');
      await branch?.screenshot({ path: `${process.env.PICTURES}/branch-${width}.png` });
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  },
);
