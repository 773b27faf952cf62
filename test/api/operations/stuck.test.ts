/** What is stuck, on the screens: causes, the press that frees them together, one incident, circuits. Without JavaScript. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayInJapan } from '../../../domain/dates.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { until } from '../../support/until.ts';
import { applyFor, seal } from '../net-desk/support/followed.ts';
import { createIncident, type OwnIncident } from '../support/stuck-incidents.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let guaranteeId: string;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  ({ guaranteeId } = await applyFor(operations));
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));
beforeEach(async () => {
  await operations.owner.rateLimit.deleteMany();
});

const create = (own?: OwnIncident) => createIncident(operations.db, guaranteeId, own);
const causePage = `/incidents/causes/${encodeURIComponent('post × DSureUnreachable × d-sure')}`;
const today = new Date(`${dayInJapan(new Date())}T00:00:00Z`);

describe('causes', () => {
  test('are listed with how many, how much money, and what is needed today', async () => {
    await create({ amountYen: 20_000_000n, promisedOn: today });
    await create({ amountYen: 5_000_000n });
    const { browser } = await operations.signIn('operator');
    const page = await browser.visit('/incidents');
    expect(page.text).toContain('D-Sureに接続できません。');
    expect(page.text).toMatch(/本日中に発行できないおそれがあります\s*1件\s*20,000,000円/);
    expect(page.text).toContain('25,000,000円');
    const cause = await browser.visit(causePage);
    expect(cause.text).toContain('D-Sureの稼働とネットワークを確認し、つながってから再実行してください。');
    expect((await browser.visit('/incidents/causes/no')).status).toBe(404);
  });

  test('that stand for days tell what happened each day; those of today tell the hours alone', async () => {
    const { browser } = await operations.signIn('operator');
    const heading = 'この30日';
    expect((await browser.visit(causePage)).text).not.toContain(heading);
    const errorName = 'DSureIsWrong';
    await create({ errorName, firstSeenAt: new Date(today.getTime() - 3 * 24 * 3_600_000) });
    const { text } = await browser.visit(causePage.replace('DSureUnreachable', errorName));
    expect(text.slice(text.indexOf(heading)).match(/\d+年\d+月\d+日\S* \d 0 1/g) ?? text).toHaveLength(4);
  });

  test('are seen by a reviewer, who is offered no press', async () => {
    const { browser } = await operations.signIn('reviewer');
    const cause = await browser.visit(causePage);
    expect(cause.text).toContain('D-Sureに接続できません。');
    expect(cause.text).not.toContain('まとめて再実行する');
    expect((await browser.visit('/circuits')).text).not.toContain('開く（止める）');
  });

  test('staff of a branch see the causes of their own branch alone', async () => {
    const elsewhere = await applyFor(operations);
    await operations.owner.guarantee.update({ where: { id: elsewhere.guaranteeId }, data: { branchId: 'tokyo' } });
    await createIncident(operations.db, elsewhere.guaranteeId, { errorName: 'DSureSilent' });
    const { browser } = await operations.signIn('branchReviewer');
    expect((await browser.visit('/incidents')).text).not.toContain('D-Sureが時間内に答えません。');
    const { browser: all } = await operations.signIn('reviewer');
    expect((await all.visit('/incidents')).text).toContain('D-Sureが時間内に答えません。');
  });
});

describe('a bulk retry', () => {
  test('is previewed with its reason, confirmed, paused, resumed and cancelled; each page says where it stands', async () => {
    const { browser } = await operations.signIn('operator');
    const pace = { '試した後の速さ（1分あたりの件数）': '300' };
    const cause = await browser.visit(causePage);
    const unreasoned = await browser.press(cause, '件数を確かめる', { 理由: '', ...pace });
    expect(unreasoned.status).toBe(422);
    expect(unreasoned.text).toContain('入力内容をご確認ください');
    const preview = await browser.press(cause, '件数を確かめる', { 理由: 'D-Sureが復旧したため', ...pace });
    expect(preview.address).toMatch(/^\/bulk-retries\//);
    expect(preview.text).toMatch(/確認待ち/);
    expect(preview.text).toMatch(/2件\s*25,000,000円/);
    expect(await operations.db.incident.count({ where: { state: 'retrying' } })).toBe(0);
    const begun = await browser.press(preview, '1件で試して、すべて再実行する');
    expect(begun.text).toContain('少数で試しています');
    const paused = await browser.press(begun, '一時停止する');
    expect(paused.text).toContain('一時停止しています');
    const slower = await browser.press(paused, '速さを変える', { '試した後の速さ（1分あたりの件数）': '30' });
    expect(slower.text).toContain('1分に30件（試した後）');
    const wrong = await browser.press(slower, '速さを変える', { '試した後の速さ（1分あたりの件数）': '0' });
    expect([wrong.status, wrong.text.includes('1から6000までの整数で入力してください。')]).toEqual([422, true]);
    const resumed = await browser.press(slower, '再開する');
    expect(resumed.text).toContain('少数で試しています');
    const cancelled = await browser.press(resumed, '残りを取り消す');
    expect(cancelled.text).toContain('取り消しました');
    expect((await browser.visit('/incidents')).text).toContain('D-Sureが復旧したため');
  });
});

test('those that were ticked are retried alone; where none was, nothing is', async () => {
  const { browser } = await operations.signIn('operator');
  const ids = [await create(), await create()];
  const { html } = await browser.visit(causePage);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  const form = new URLSearchParams({
    formToken: hidden('formToken'),
    which: 'chosen',
    reason: '復旧',
    perMinute: '300',
  });
  const requestId = /id="together"[\s\S]*?name="requestId" value="([^"]+)"/.exec(html)?.[1] ?? '';
  form.set('requestId', requestId);
  const none = await browser.send(causePage, form);
  expect([none.status, none.text.includes('再実行を待っている停止がありません')]).toEqual([409, true]);
  for (const id of ids) {
    expect(html).toContain(`value="${id}"`);
    form.append('incident', id);
  }
  const preview = await browser.send(causePage, form);
  expect(preview.text).toMatch(/2件\s*2,000,000円/);
});

describe('an incident', () => {
  test('is taken and commented; its history tells it; what is pressed twice is done once', async () => {
    const id = await create();
    const { browser } = await operations.signIn('operator');
    const page = await browser.visit(`/incidents/${id}`);
    const taken = await browser.press(page, '自分が担当する');
    expect(taken.text).toMatch(/担当者になりました\s*（運用 三郎）/);
    const noted = await browser.press(taken, '経過に残す', { '分かったこと、したこと': 'D-Sureに電話しました。' });
    expect(noted.text).toContain('D-Sureに電話しました。');
    await browser.press(taken, '経過に残す', { '分かったこと、したこと': 'D-Sureに電話しました。' });
    expect(await operations.db.incidentEntry.count({ where: { incidentId: id, kind: 'comment' } })).toBe(1);
    expect((await browser.press(taken, '経過に残す', { '分かったこと、したこと': '' })).status).toBe(422);
    expect((await browser.press(noted, '担当から外れる')).text).toContain('担当者を外しました');
  });

  test('of a posting offers no other way, and points to a correction', async () => {
    const { browser } = await operations.signIn('operator');
    const page = await browser.visit(`/incidents/${await create()}`);
    expect(page.text).toContain('この1件を再実行する');
    expect(page.text).not.toContain('別の方法で進める');
    expect(page.text).toContain('訂正（新しい履歴）を申し込みます');
  });
});

describe('circuits', () => {
  test('are opened and closed with a reason, and every page of what is stuck tells it', async () => {
    const { browser } = await operations.signIn('operator');
    const form = await browser.visit('/circuits/issuance/switch');
    expect(form.text).toContain('すべての支店の発行が止まります');
    expect((await browser.press(form, '回路を開いて止める', { 理由: '' })).status).toBe(422);
    const open = await browser.press(form, '回路を開いて止める', { 理由: '料率表の確認のため' });
    expect(open.address).toBe('/circuits');
    expect(open.text).toContain('料率表の確認のため（運用 三郎）');
    const overview = await browser.visit('/');
    expect(overview.text).toMatch(/料率表の確認のため　?\s*運用 三郎/);
    const retry = /<a href="([^"]+)"[^>]*>この原因を再実行する…/.exec(overview.html)?.[1];
    expect(retry).toBe(`${causePage}#together`);
    expect((await operations.signIn('reviewer')).page.text).not.toContain('この原因を再実行する…');
    for (const who of ['operator', 'registerKeeper'] as const) {
      const { page } = await operations.signIn(who);
      expect(page.text).toMatch(/発行を止めています.*料率表の確認のため　?\s*運用 三郎/);
    }
    const closed = await browser.press(await browser.visit('/circuits/issuance/switch'), '回路を閉じて再開する', {
      理由: '確認が終わったため',
    });
    expect(closed.text).toContain('試しています');
    expect((await browser.visit('/circuits/no/switch')).status).toBe(404);
  });
});

test('an open list tells what gets stuck while it is open', async () => {
  const page = await chromium.person();
  await operations.signInWith(page, 'operator');
  await page.goto(`${operations.url}/incidents`);
  await create({ errorName: 'DSureAnswersWrongly' });
  await seal(operations); // the application's event, sealed, wakes every open list
  await until(async () =>
    (await page.$eval('#stuck', (list) => list.textContent))?.includes('約束した形になっていません'),
  );
  expect(chromium.complaints).toEqual([]);
});

test('while a circuit is open no page of what is stuck is wider than a phone', async () => {
  const since = new Date('2026-11-26T04:54:00Z');
  const open = {
    state: 'open',
    perSecond: 0,
    since,
    reason: '直近60秒の失敗が50%以上になったため、自動で止めました。',
  };
  const where = { counterparty: 'd-sure' };
  await operations.owner.circuit.upsert({ where, create: { ...where, ...open }, update: open });
  const id = await create();
  const page = await chromium.person({ width: 360 });
  await operations.signInWith(page, 'operator');
  for (const path of ['/', '/incidents', causePage, `/incidents/${id}`, '/guarantees?stuck=yes', '/circuits']) {
    await page.goto(`${operations.url}${path}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([path, beyond]).toEqual([path, 0]);
  }
  expect(chromium.complaints).toEqual([]);
});
