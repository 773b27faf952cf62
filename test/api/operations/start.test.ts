/** The way in to Operations, and the start page: who comes in, who does not, and what each sees. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Browser, type Page } from '../../../bin/example/browser.ts';
import { samplePeople, seedSignIns } from '../../../prisma/sample-sign-ins.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { codeOf } from '../net-desk/support/authenticator.ts';
import { applyFor, returnTo } from '../net-desk/support/followed.ts';
import { type OpenOperations, openOperations, password } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
});
afterAll(() => Promise.all([operations.close(), chromium.close()]));

const typed = (email: string) => ({ メールアドレス: email, パスワード: password });

async function withPassword(email: string): Promise<{ browser: Browser; page: Page }> {
  await Promise.all([operations.owner.tries.deleteMany(), operations.owner.rateLimit.deleteMany()]);
  const browser = new Browser(operations.url);
  return { browser, page: await browser.press(await browser.visit('/sign-in'), 'ログイン', typed(email)) };
}

test('whoever is not signed in comes to the sign-in page, and a stream is told so', async () => {
  const stranger = new Browser(operations.url);
  for (const path of ['/', '/account', '/account/second-factor'])
    expect((await stranger.visit(path)).address).toBe('/sign-in');
  expect((await fetch(`${operations.url}/events`)).status).toBe(401);
});

test('somebody of a contractor is told that nothing matches, with the right password too (sign-in-must-match)', async () => {
  await seedSignIns(operations.owner, password);
  const { page } = await withPassword(samplePeople[1]?.email ?? '');
  expect([page.status, page.address]).toEqual([401, '/sign-in']);
  expect(page.text).toContain('メールアドレスかパスワードが違います');
  expect(await operations.owner.session.count({ where: { user: { contractorId: { not: null } } } })).toBe(0);
});

test('the password alone opens nothing: the code is asked for', async () => {
  const { browser, page } = await withPassword(sampleStaff.reviewer.email);
  expect(page.address).toBe('/sign-in/code');
  expect((await browser.visit('/')).address).toBe('/sign-in');
});

test('without a second factor no page opens but the one that sets it up; then every other session is over', async () => {
  const { id, email } = sampleStaff.secondReviewer;
  const kept = await operations.owner.twoFactor.findUniqueOrThrow({ where: { userId: id } });
  await operations.owner.twoFactor.delete({ where: { userId: id } });
  await operations.owner.user.update({ where: { id }, data: { twoFactorEnabled: false } });
  const { browser: thief } = await withPassword(email);
  const { browser, page } = await withPassword(email);
  for (const path of ['/', '/account', '/account/password', '/account/recovery-codes'])
    expect((await browser.visit(path)).address).toBe('/account/second-factor');
  expect(page.text).toContain('はじめに認証アプリを登録してください');
  expect(page.html).not.toContain('site-ways');
  expect((await fetch(`${operations.url}/events`, { headers: cookieOf(browser) })).status).toBe(401);
  const registering = await browser.press(page, '認証アプリの登録へ進む', { 現在のパスワード: password });
  const secret = /<p class="key">(.*?)<\/p>/s.exec(registering.html)?.[1]?.replace(/<[^>]+>|\s/g, '') ?? '';
  const shown = await browser.press(registering, '有効にする', { 認証コード: codeOf(secret) });
  expect(shown.text).toContain('二段階認証を有効にしました');
  expect((await browser.visit('/')).address).toBe('/');
  expect((await thief.visit('/')).address).toBe('/sign-in');
  const { secret: sealed, backupCodes } = kept;
  await operations.owner.twoFactor.update({ where: { userId: id }, data: { secret: sealed, backupCodes } });
});

test('changing the app is setting it up anew: until then nothing else opens', async () => {
  const { browser } = await operations.signIn('secondReviewer');
  const form = await browser.visit('/account/second-factor/removal');
  expect(form.text).toContain('認証アプリを替えますか');
  const kept = await operations.owner.twoFactor.findUniqueOrThrow({ where: { userId: sampleStaff.secondReviewer.id } });
  const page = await browser.press(form, '登録を消して進む', { 現在のパスワード: password });
  expect(page.address).toBe('/account/second-factor');
  expect((await browser.visit('/')).address).toBe('/account/second-factor');
  await operations.owner.twoFactor.create({ data: kept });
  await operations.owner.user.update({ where: { id: kept.userId }, data: { twoFactorEnabled: true } });
});

test('the start page counts the cases of the branches that the person sees, by stage', async () => {
  await returnTo(operations, await applyFor(operations), '金額をご確認ください。');
  const elsewhere = await applyFor(operations);
  await operations.owner.guarantee.update({ where: { id: elsewhere.guaranteeId }, data: { branchId: 'tokyo' } });
  await applyFor(operations);
  expect(countOn((await operations.signIn('reviewer')).page, '審査待ち')).toBe('5'); // an application brings two guarantees
  const { page } = await operations.signIn('branchReviewer');
  expect([countOn(page, '審査待ち'), countOn(page, '差戻し中')]).toEqual(['4', '1']);
});

test('the flow of the last hours is drawn, and told as tables: of the line, and of each stage', async () => {
  const hourAt = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 2 * 3_600_000);
  const came = { hourAt, branchId: 'utsunomiya' };
  const of = [
    { ...came, stage: 'submitted', entered: 1400 },
    { ...came, stage: 'awaiting-fee', entered: 77 },
  ];
  await operations.owner.stageFlow.createMany({ data: of });
  const page = await chromium.person();
  await page.setViewport({ width: 360, height: 800 });
  await operations.signInWith(page, 'approver');
  const highOf = (kind: string) =>
    page.$$eval(`.flow .${kind}`, (bars) => Math.max(...bars.map((bar) => bar.getBoundingClientRect().height)));
  expect(await highOf('submitted')).toBeGreaterThan(2 * (await highOf('applied')));
  const words = await page.$$eval('.flow .at-line', (texts) =>
    texts.map((text) => [
      text.textContent,
      text.getBoundingClientRect().left >= (text.closest('svg')?.getBoundingClientRect().left ?? 0),
    ]),
  );
  expect(words).toContainEqual(['1,000', true]);
  const hill = await page.$eval('.line > li:nth-child(4)', (stage) => [
    stage.textContent?.includes('77件'),
    (stage.querySelector('.hill path')?.getBoundingClientRect().height ?? 0) > 10,
  ]);
  expect(hill).toEqual([true, true]);
  const cells = await page.$$eval('table td', (all) => all.map((cell) => `${cell.dataset.label} ${cell.textContent}`));
  expect(cells).toEqual(expect.arrayContaining(['提出 1400', '入金待ち 77']));
  expect(chromium.complaints).toEqual([]);
});

test('somebody whose roles see no case is shown none; somebody without a role is told whom to ask', async () => {
  const { page } = await operations.signIn('registerKeeper');
  expect(page.text).not.toContain('24時間の流れ');
  const { id } = sampleStaff.registerKeeper;
  await operations.owner.staffGrant.updateMany({ where: { userId: id }, data: { toOn: new Date('2026-03-31') } });
  expect((await operations.signIn('registerKeeper')).page.text).toContain('あなたには、まだ権限がありません');
  await operations.owner.staffGrant.updateMany({ where: { userId: id }, data: { toOn: null } });
});

test('an open start page counts anew when a case comes', async () => {
  const page = await chromium.person();
  await operations.signInWith(page, 'approver');
  const shown = () => page.$eval('.line > li:first-child .line-count', (cell) => cell.textContent?.trim());
  const before = Number(await shown());
  await applyFor(operations);
  await returnTo(operations, await applyFor(operations), '直してください。');
  await until(async () => Number(await shown()) === before + 3);
  expect(chromium.complaints).toEqual([]);
});

const cookieOf = (browser: Browser) => ({
  cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});

/** The number in the column of this stage. */
function countOn({ html }: Page, word: string): string {
  const column = html.split('<p class="line-stage">').find((part) => part.includes(`>${word}</a>`)) ?? '';
  return /line-count tabular">([\d,]+)</.exec(column)?.[1] ?? '';
}
