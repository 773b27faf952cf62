/** The audit log in Operations: searched by time, person, thing and action; shown whole; taken away as a file, which is recorded. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ActedBy } from '../../../domain/audit.ts';
import { type Act, recordAct } from '../../../prisma/acts.ts';
import { eraseWords } from '../../../prisma/erasures.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { openBrowser, type TestBrowser } from '../../support/browser.ts';
import { applyFor, arrive, issue, returnTo, seal } from '../net-desk/support/followed.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let chromium: TestBrowser;
let auditor: Awaited<ReturnType<OpenOperations['signIn']>>['browser'];
let guaranteeId: string;
let number: string;

const operator: ActedBy = { userId: sampleStaff.operator.id, roles: ['operator'], address: '192.0.2.7' };
const opened = {
  subject: 'circuit/d-sure',
  kind: 'circuit-open',
  actor: operator,
  before: { state: 'closed' },
  after: { state: 'open', rate: 0 },
  reason: '<b>D-Sure</b>が503を返す',
} as const satisfies Act;

beforeAll(async () => {
  [operations, chromium] = await Promise.all([openOperations(), openBrowser()]);
  const revision = await applyFor(operations, { projectName: '監査橋の工事' });
  await issue(operations, revision);
  await arrive(operations, revision);
  ({ guaranteeId } = revision);
  const row = await operations.db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  number = row.guaranteeNumber ?? '';
  await returnTo(operations, await applyFor(operations), '金額をご確認ください。');
  await record(opened);
  await record(
    { ...opened, subject: 'circuit/mail', actor: { ...operator, userId: null, roles: [] } },
    '2026-04-01T00:00:00Z',
  );
  expect((await operations.get('contractor', `/api/v1/guarantees/${guaranteeId}`)).status).toBe(200);
  await seal(operations);
  ({ browser: auditor } = await operations.signIn('auditor'));
}, 60_000);
afterAll(() => Promise.all([operations.close(), chromium.close()]));

function record(act: Act, at?: string) {
  return operations.db.$transaction((tx) => recordAct(tx, act, at === undefined ? new Date() : new Date(at)));
}

/** The rows of the list as text. */
async function rows(query: Record<string, string>): Promise<string[]> {
  const page = await auditor.visit(`/audit?${new URLSearchParams(query)}`);
  expect(page.status).toBe(200);
  const [, body = ''] = /<tbody>(.*?)<\/tbody>/s.exec(page.html) ?? [];
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((row) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

test('a row tells what was done, about what, by whom, in which role, from where, and why', async () => {
  const [row = ''] = await rows({ about: 'circuit/d' });
  for (const words of [
    '回路を開いて止めた',
    '回路 D-Sure（掲載）',
    '運用 三郎',
    '運用担当者',
    '192.0.2.7',
    '503を返す',
  ]) {
    expect(row).toContain(words);
  }
  expect((await auditor.visit('/audit?about=circuit/d')).html).toContain('&lt;b&gt;D-Sure&lt;/b&gt;');
});

test('a guarantee’s number finds its events and the readings of its key; a project’s name does, too', async () => {
  const found = await rows({ about: number });
  expect(found.some((row) => row.includes('認証キーを表示した'))).toBe(true);
  expect(found.some((row) => row.includes('発行した'))).toBe(true);
  expect(found.every((row) => row.includes(number))).toBe(true);
  expect((await rows({ about: '監査橋' })).length).toBeGreaterThanOrEqual(found.length);
});

test('it is narrowed by person, kind of thing, action and day', async () => {
  expect(await rows({ actor: '三郎' })).toEqual([expect.stringContaining('D-Sure（掲載）')]);
  expect(await rows({ area: 'circuit' })).toHaveLength(2);
  expect(await rows({ area: 'reading' })).toEqual([expect.stringContaining('認証キーを表示した')]);
  expect(await rows({ kind: 'return' })).toEqual([expect.stringContaining('金額をご確認ください。')]);
  expect(await rows({ from: '2026/4/1', to: 'R8.4.1' })).toEqual([expect.stringContaining('回路 メール')]);
  expect(await rows({ actor: 'nobody' })).toEqual([]);
  const { text } = await auditor.visit('/audit?from=2026-02-30');
  expect(text).toContain('暦にある日付を入力してください。');
});

test('pages follow each other without gap or twin', async () => {
  for (let n = 0; n < 60; n++) await record({ ...opened, subject: 'circuit/paged', reason: `${n}` });
  const seen: string[] = [];
  let page = await auditor.visit('/audit?about=circuit/paged');
  for (;;) {
    seen.push(...[...page.html.matchAll(/href="\/audit\/([0-9a-f-]{36})"/g)].map(([, id = '']) => id));
    if (!page.html.includes('rel="next"') || seen.length > 60) break;
    page = await auditor.follow(page, '次のページ');
  }
  expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
});

test('an event is shown with before and after, and its place in chain and sequence', async () => {
  const page = await auditor.visit(
    `/audit/${(await operations.db.event.findFirstOrThrow({ where: { subject: 'circuit/d-sure' } })).id}`,
  );
  for (const words of ['変更前と変更後', '状態', '流れています', '止めています', 'rate', '連鎖の中の順番', 'ハッシュ'])
    expect(page.text).toContain(words);
  const event = await operations.db.event.findFirstOrThrow({ where: { subject: 'circuit/d-sure' } });
  expect(page.text).toContain(event.hash);
});

test('words that were erased by law are told as such, in the list and by itself', async () => {
  const act = { ...opened, subject: 'user/erased', reason: '消える言葉' } as const;
  await record(act);
  const { id } = await operations.db.event.findFirstOrThrow({ where: { subject: act.subject } });
  await eraseWords(operations.owner, [id], { law: '個人情報保護法', reason: '請求', orderedBy: '管理者' }, new Date());
  expect(await rows({ about: 'user/erased' })).toEqual([expect.stringContaining('（法令により消去）')]);
  const page = await auditor.visit(`/audit/${id}`);
  expect(page.text).toMatch(/この記録の文言は、法令により \d{4}\/\d\d\/\d\d \d\d:\d\d に消去されました/);
  expect(page.text).not.toContain('消える言葉');
});

test('the list is taken away as a file that calculates nothing, and that is recorded before it is sent', async () => {
  await record({ ...opened, subject: 'circuit/csv', reason: '=1+1' });
  const { csv, status } = await file('/audit.csv?about=circuit/csv');
  expect(status).toBe(200);
  expect(csv.split('\r\n')[0]).toContain('日時,番号,対象の種類,対象,対象の名前,履歴 No.,行為,行為者');
  expect(csv).toContain("'=1+1");
  expect(csv).toContain('state: closed');
  const [exported = ''] = await rows({ kind: 'list-exported' });
  expect(exported).toContain('監査 七海');
  const event = await operations.db.event.findFirstOrThrow({
    where: { kind: 'list-exported' },
    include: { body: true },
  });
  expect(event.body?.content).toMatchObject({ after: { about: 'circuit/csv' } });
});

async function file(address: string): Promise<{ csv: string; status: number }> {
  const cookie = [...auditor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${operations.url}${address}`, { headers: { cookie } });
  return { csv: await answer.text(), status: answer.status };
}

test('a reviewer is not shown the log (role-must-allow-this); an auditor of one branch sees its cases alone', async () => {
  const { browser } = await operations.signIn('reviewer');
  expect((await browser.visit('/audit')).status).toBe(403);
  const { id } = sampleStaff.auditor;
  await operations.owner.staffGrant.updateMany({ where: { userId: id }, data: { branchId: 'tokyo' } });
  expect(await rows({ area: 'circuit' })).toEqual([]);
  expect(await rows({ about: number })).toEqual([]);
  await operations.owner.guarantee.update({ where: { id: guaranteeId }, data: { branchId: 'tokyo' } });
  const found = await rows({ about: number });
  expect(found.some((row) => row.includes('認証キーを表示した'))).toBe(true);
  await operations.owner.staffGrant.updateMany({ where: { userId: id }, data: { branchId: null } });
});

test('it reads well at a desk and on a phone', async () => {
  for (const width of [1280, 360]) {
    const page = await chromium.person({ width });
    await operations.signInWith(page, 'auditor');
    for (const [name, address] of [
      ['list', '/audit'],
      ['event', `/audit/${(await operations.db.event.findFirstOrThrow({ where: { subject: 'circuit/d-sure' } })).id}`],
    ]) {
      await page.goto(`${operations.url}${address}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
      if (process.env.SHOTS !== undefined)
        await page.screenshot({ path: `${process.env.SHOTS}/audit-${name}-${width}.png`, fullPage: true });
    }
    await page.close();
  }
  expect(chromium.complaints).toEqual([]);
});
