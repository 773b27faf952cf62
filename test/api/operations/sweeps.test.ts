/** What the sweeper found and did, and what our own people were told, on the screens and by the API. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { watchForAlerts } from '../../../prisma/alert-changes.ts';
import { raiseAlert } from '../../../prisma/alerts.ts';
import { reportRound } from '../../../prisma/sweep-checks.ts';
import { seeFindings } from '../../../prisma/sweep-findings.ts';
import { openBrowser, type TestBrowser, violations } from '../../support/browser.ts';
import { applyFor } from '../net-desk/support/followed.ts';
import { createIncident } from '../support/stuck-incidents.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let guaranteeId: string;
beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  const { db, owner } = operations;
  const now = new Date();
  ({ guaranteeId } = await applyFor(operations));
  const round = { check: 'd-sure', beganAt: now, endedAt: now } as const;
  await reportRound(db, round, { lookedAt: 1000, found: 2, healed: 1, raised: 1 });
  await reportRound(db, round, { lookedAt: 0, found: 0, healed: 0, raised: 0 }, 'DSureUnreachable');
  await seeFindings(db, [{ kind: 'd-sure-unknown', about: '31074-99999M No. 1', guaranteeId: null }], now);
  await seeFindings(db, [{ kind: 'review-overdue', about: `guarantee/${guaranteeId}/1`, guaranteeId }], now);
  const address = { id: randomUUID(), address: 'night@mirai-hosho.example.jp', branchId: null, fromOn: new Date(0) };
  await owner.onCallAddress.create({
    data: { ...address, tellsCauses: true, tellsCircuits: true, tellsMisses: true, tellsFindings: true },
  });
  await createIncident(db, guaranteeId);
  await watchForAlerts(db, now);
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

test.each(['/sweeps', '/alerts'])(
  '%s stands with no violation, on a desk and on a phone, light and dark',
  async (path) => {
    for (const [width, dark] of [
      [1280, false],
      [360, true],
    ] as const) {
      const page = await chromium.person({ width, dark });
      await operations.signInWith(page, 'operator');
      await page.goto(`${operations.url}${path}`);
      await page
        .evaluate(() => document.documentElement.scrollWidth - innerWidth)
        .then((beyond) => expect(beyond).toBe(0));
      expect(await violations(page)).toEqual([]);
    }
  },
);

test('an operator sees what was found with what to do, and takes it', async () => {
  const { browser } = await operations.signIn('operator');
  const page = await browser.visit('/sweeps');
  expect(page.text).toContain('こちらの記録にない証書が、D-Sureに掲載されています。');
  expect(page.text).toContain('DSureUnreachable');
  await browser.press(page, '担当する', {});
  const [taken, ...others] = await operations.db.sweepFinding.findMany({ where: { ownerId: { not: null } } });
  expect(others).toEqual([]);
  // Pressed twice it is one act.
  await browser.press(page, '担当する', {});
  const acts = await operations.db.event.findMany({ where: { kind: 'finding-taken' } });
  expect(acts).toMatchObject([{ subject: `finding/${taken?.id}`, actorId: taken?.ownerId }]);
  expect((await browser.visit('/incidents')).text).toContain('見回り');
});

test('by the API findings, reports and alerts come page by page, none twice and none left out', async () => {
  const { db } = operations;
  await watchForAlerts(db, new Date());
  await raiseAlertOfCircuit();
  for (const [path, name, count] of [
    ['findings', 'findings', await db.sweepFinding.count({ where: { closedAt: null } })],
    ['sweeps', 'reports', await db.sweepReport.count()],
    ['alerts', 'alerts', await db.alert.count()],
  ] as const) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const turn: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { status, body } = await operations.get('reviewer', `/api/v1/${path}?limit=1${turn}`);
      expect([path, status, body[name].length]).toEqual([path, 200, 1]);
      seen.push(body[name][0].id);
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect([path, count > 1, seen.length, new Set(seen).size]).toEqual([path, true, count, count]);
    const forged = await operations.get('reviewer', `/api/v1/${path}?cursor=forged`);
    expect([forged.status, forged.body.name]).toEqual([400, 'cursor-must-be-one-of-ours']);
    expect((await operations.get('contractor', `/api/v1/${path}`)).status).toBe(403);
  }
  const [newest] = (await operations.get('reviewer', '/api/v1/alerts')).body.alerts;
  expect(newest).toMatchObject({
    kind: 'circuit-opens',
    lines: ['直近60秒の失敗が50%以上になったため、自動で止めました。', expect.any(String)],
    told: [{ to: 'night@mirai-hosho.example.jp', by: 'mail', state: 'waiting' }],
  });
});

function raiseAlertOfCircuit() {
  const reason = '直近60秒の失敗が50%以上になったため、自動で止めました。';
  const alert = { kind: 'circuit-opens', occasion: 'd-sure/1', branchId: null } as const;
  const values = { counterparty: 'd-sure', reason } as const;
  return operations.db.$transaction((tx) => raiseAlert(tx, { ...alert, values }, new Date(Date.now() + 1000)));
}

test('a finding of another branch, or of none, is not there for staff of one branch (finding-must-be-open)', async () => {
  await operations.owner.guarantee.update({ where: { id: guaranteeId }, data: { branchId: 'tokyo' } });
  const { browser } = await operations.signIn('branchReviewer');
  expect((await browser.visit('/sweeps')).text).toContain('見つかったものはありません。');
  expect((await operations.get('reviewer', '/api/v1/findings')).body.findings).toHaveLength(2);
  await operations.owner.sweepFinding.updateMany({ data: { closedAt: new Date(), ownerId: null } });
  const { browser: operator, page } = await operations.signIn('operator');
  const formToken = /name="formToken" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  const [gone] = await operations.db.sweepFinding.findMany();
  const cookie = [...operator.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const late = await fetch(`${operations.url}/sweeps/${gone?.id}/owner`, {
    method: 'POST',
    headers: { cookie, origin: operations.url },
    body: new URLSearchParams({ formToken }),
  });
  expect(late.status).toBe(409);
});

test('both are in the menu of who may see them, and read themselves anew', async () => {
  const { browser, page } = await operations.signIn('operator');
  for (const [path, word] of [
    ['/sweeps', '見回り'],
    ['/alerts', 'お知らせ'],
  ] as const) {
    expect(page.html).toContain(`<a href="${path}">${word}</a>`);
    const shown = await browser.visit(path);
    expect(shown.html).toContain(`<a href="${path}" aria-current="page">${word}</a>`);
    expect(shown.html).toContain('hx-trigger="every 30s"');
  }
});

test('what the sweeper finds comes to a page that stands open by itself', async () => {
  const { db } = operations;
  await db.sweepFinding.updateMany({ data: { closedAt: new Date() } });
  const page = await chromium.person({ width: 1280 });
  await operations.signInWith(page, 'operator');
  await page.goto(`${operations.url}/sweeps`);
  await page.waitForSelector('::-p-text(見つかったものはありません。)');
  await seeFindings(db, [{ kind: 'd-sure-unknown', about: '31074-88888M No. 1', guaranteeId: null }], new Date());
  await page.waitForSelector('::-p-text(31074-88888M No. 1)', { timeout: 90_000 });
}, 120_000);

test('a finding is closed with a reason alone, by those who may; found again it stands open with that reason', async () => {
  const { db } = operations;
  const about = '31074-77777M No. 1';
  const seen = [{ kind: 'd-sure-unknown', about, guaranteeId: null }] as const;
  await db.sweepFinding.updateMany({ data: { closedAt: new Date() } });
  expect(await seeFindings(db, seen, new Date())).toBe(1);
  const { id } = await db.sweepFinding.findFirstOrThrow({ where: { about } });
  const { browser } = await operations.signIn('operator');
  const page = await browser.follow(
    await browser.visit('/sweeps'),
    'こちらの記録にない証書が、D-Sureに掲載されています。',
  );
  const refused = await browser.press(page, '理由を残して閉じる', { 理由: ' ' });
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('href="#reason"');
  expect(await db.sweepFinding.count({ where: { about, closedAt: null } })).toBe(1);
  const reason = '試験の接続と分かりました';
  const closed = await browser.press(page, '理由を残して閉じる', { 理由: reason });
  expect(closed.text).toContain('見つかったものはありません。');
  expect(closed.text).toContain(reason);
  expect((await browser.press(page, '理由を残して閉じる', { 理由: reason })).status).toBe(409);
  const { browser: auditor } = await operations.signIn('auditor');
  expect((await auditor.visit(`/sweeps/${id}`)).html).not.toContain('理由を残して閉じる');
  expect((await auditor.visit('/audit')).html).toContain(`href="/sweeps/${id}"`);
  const asked = async (state: string) =>
    (await operations.get('operator', `/api/v1/findings?state=${state}`)).body.findings;
  expect(await asked('closed')).toContainEqual(
    expect.objectContaining({ id, state: 'closed', closing: expect.objectContaining({ reason }) }),
  );
  // Found again, twice: once open, with the reason of the closing.
  expect(await seeFindings(db, seen, new Date())).toBe(1);
  expect(await seeFindings(db, seen, new Date())).toBe(0);
  expect(await db.sweepFinding.count({ where: { about } })).toBe(1);
  expect((await asked('open'))[0]).toMatchObject({ id, state: 'open', reopenings: 1, closing: { reason } });
  expect((await browser.visit('/sweeps')).text).toContain('閉じた後に再び見つかりました');
  expect((await browser.visit(`/sweeps/${id}`)).text).toContain(reason);
  const events = await db.event.findMany({ where: { subject: `finding/${id}` }, orderBy: { sequence: 'asc' } });
  expect(events.map(({ kind }) => kind)).toEqual(['finding-closed', 'finding-found-again']);
});

test('a finding that is not there, or of another branch, has no page (finding-must-exist)', async () => {
  const { browser } = await operations.signIn('branchReviewer');
  const { id } = await operations.db.sweepFinding.findFirstOrThrow({ where: { guaranteeId: null } });
  for (const address of [`/sweeps/${id}`, `/sweeps/${randomUUID()}`, '/sweeps/none'])
    expect((await browser.visit(address)).status).toBe(404);
});

test('what was told stands with whom it went to and how far it came', async () => {
  const { browser } = await operations.signIn('auditor');
  const page = await browser.visit('/alerts');
  expect(page.text).toContain('掲載が止まっています（1件）');
  expect(page.text).toContain('night@mirai-hosho.example.jp');
  expect(page.text).toContain('送信中');
});
