/** What the audit log's acts are about: by the names that people know, with the way to the page, never by an id alone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { registerNamed } from '../../../domain/registers/all.ts';
import type { Register, RegisterRow } from '../../../domain/registers/register.ts';
import { staffReader } from '../../../domain/scopes.ts';
import { recordAct } from '../../../prisma/acts.ts';
import { subjectNames } from '../../../prisma/audit-subjects.ts';
import { keepBankFile } from '../../../prisma/bank-files.ts';
import { actOnBulkRetry } from '../../../prisma/bulk-retries.ts';
import type { Database } from '../../../prisma/database.ts';
import { makeDelegation } from '../../../prisma/delegations.ts';
import { eraseWords } from '../../../prisma/erasures.ts';
import { changeRow, versionOf } from '../../../prisma/register-changes.ts';
import { registerRow } from '../../../prisma/register-rows.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { actedBy } from '../../support/acted-by.ts';
import { preview } from '../../support/bulk-retries.ts';
import { applyFor } from '../net-desk/support/followed.ts';
import { createIncident } from '../support/stuck-incidents.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
let bulkRetryId: string;
let fileId: string;
let erasedId: string;
const now = new Date();
const keeper = actedBy(sampleStaff.registerKeeper.id, 'register-keeper');
const branches = registerNamed('branches') as Register;

beforeAll(async () => {
  operations = await openOperations();
  const { db, owner } = operations;
  const row = (await registerRow(db, branches, 'tochigi')) as RegisterRow;
  const change = { register: branches, rowKey: 'tochigi', version: versionOf(row), appliesOn: dayInJapan(now) };
  await changeRow(db, { ...change, after: { ...row, telephone: '028-999-1234' }, reason: '移転' }, keeper, now);
  const { guaranteeId } = await applyFor(operations);
  const operator = actedBy(sampleStaff.operator.id, 'operator');
  bulkRetryId = await preview(operations, { incidentIds: [await createIncident(db, guaranteeId)] });
  await db.$transaction((tx) => actOnBulkRetry(tx, bulkRetryId, 'confirm', {}, staffReader('all'), operator, now));
  const named = { fileName: '入金<4月>.csv', bytes: new Uint8Array([1]), format: 'sheet' as const, account: '普通 1' };
  ({ fileId } = await keepBankFile(db, { ...named, deposits: [], actor: operator }, now));
  const days = { fromOn: dayInJapan(now), toOn: addDays(dayInJapan(now), 7), reason: '休暇のため' };
  const people = { approverId: sampleStaff.approver.id, delegateId: sampleStaff.secondReviewer.id };
  await makeDelegation(db, { ...people, ...days }, { by: actedBy(sampleStaff.administrator.id), now });
  const act = { actor: operator, before: null, after: { state: 'open' }, reason: null };
  await db.$transaction((tx) => recordAct(tx, { ...act, subject: 'circuit/d-sure', kind: 'circuit-open' }, now));
  await db.$transaction((tx) =>
    recordAct(tx, { ...act, subject: 'register/fee-table/2026%2F4', kind: 'register-changed' }, now),
  );
  await db.$transaction((tx) => recordAct(tx, { ...act, subject: 'user/nobody', kind: 'role-given' }, now));
  ({ id: erasedId } = await owner.event.findFirstOrThrow({ where: { subject: 'circuit/d-sure' } }));
  await eraseWords(owner, [erasedId], { law: '個人情報保護法', reason: '請求', orderedBy: '管理者' }, now);
}, 60_000);
afterAll(() => operations.close());

/** What the cell 何について of each row says, with the address that it leads to. */
async function abouts(role: 'auditor' | 'administrator', query = '') {
  const { browser } = await operations.signIn(role);
  const { html } = await browser.visit(`/audit${query}`);
  return [...html.matchAll(/<td data-label="(?:何について|About)">(.*?)<\/td>/gs)].map(([, cell = '']) => ({
    words: cell
      .replace(/<span class="visually-hidden">.*?<\/span>/gs, '')
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
    href: /href="([^"]+)"/.exec(cell)?.[1] ?? null,
  }));
}

test('each is told by its name, and leads to the page of the thing', async () => {
  const told = await abouts('auditor');
  for (const expected of [
    { words: '登録簿 支店 栃木支店', href: '/registers/branches/rows/tochigi' },
    { words: '一括再実行 原因を取り除いたため', href: `/bulk-retries/${bulkRetryId}` },
    { words: '入金ファイル 入金&lt;4月&gt;.csv', href: `/fees/files/${fileId}` },
    { words: '利用者 承認 二郎', href: `/users/${sampleStaff.approver.id}` },
    { words: '回路 D-Sure（掲載）', href: '/circuits' },
    { words: '登録簿 保証料の表 2026/4', href: '/registers/fee-tables/versions/2026%2F4' },
    { words: '文言の消去 回路を開いて止めた', href: `/audit/${erasedId}` },
    { words: '利用者 nobody', href: null },
  ])
    expect(told).toContainEqual(expected);
  const { browser } = await operations.signIn('auditor');
  for (const { href } of told) {
    if (href !== null && !href.includes('fee-tables'))
      expect([href, (await browser.visit(href)).status]).toEqual([href, 200]);
  }
});

test('who may not open a page is told the name alone', async () => {
  const told = await abouts('administrator');
  expect(told).toContainEqual({ words: '一括再実行 原因を取り除いたため', href: null });
  expect(told).toContainEqual({ words: '利用者 承認 二郎', href: `/users/${sampleStaff.approver.id}` });
});

test('in English what is ours is English, and what things are called stays', async () => {
  const told = await abouts('auditor', '?lang=en');
  expect(told).toContainEqual({ words: 'Registers Branch 栃木支店', href: '/registers/branches/rows/tochigi' });
  expect(told.map(({ words }) => words)).toContainEqual(expect.stringContaining('Circuits D-Sure'));
  await abouts('auditor', '?lang=ja');
});

test('an event’s own page says it, too; the file keeps the id and adds the name', async () => {
  const { browser } = await operations.signIn('auditor');
  const { id } = await operations.db.event.findFirstOrThrow({ where: { subject: `bulk-retry/${bulkRetryId}` } });
  const page = await browser.visit(`/audit/${id}`);
  expect(page.html).toContain(`href="/bulk-retries/${bulkRetryId}"`);
  expect(page.text).toMatch(/何について\s*一括再実行\s+原因を取り除いたため/);
  const csv = (await browser.visit('/audit.csv')).html;
  const rows = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
  const of = (kind: string) => rows.filter((row) => row.対象の種類 === kind).map((row) => [row.対象, row.対象の名前]);
  expect(of('一括再実行')).toContainEqual([bulkRetryId, '原因を取り除いたため']);
  expect(of('登録簿')).toContainEqual(['branches/tochigi', '支店 栃木支店']);
  expect(of('利用者')).toContainEqual([sampleStaff.approver.id, '承認 二郎']);
});

test('a row that was taken out leads to its register’s changes', async () => {
  const { db } = operations;
  const register = registerNamed('closed-days') as Register;
  const calendar = await db.closedCalendar.findFirstOrThrow();
  const after = { calendarId: calendar.id, fromOn: '2030-01-04', toOn: '2030-01-04', name: '臨時休業' };
  const day = { register, appliesOn: dayInJapan(now), reason: '見本' };
  const rowKey = await changeRow(db, { ...day, rowKey: null, version: null, after }, keeper, now);
  const row = await registerRow(db, register, rowKey);
  await changeRow(db, { ...day, rowKey, version: versionOf(row), after: null }, keeper, new Date(now.getTime() + 1000));
  const told = (await abouts('auditor')).filter(({ words }) => words.includes('臨時休業'));
  expect(told.map(({ href }) => href)).toEqual(['/registers/closed-days/changes', '/registers/closed-days/changes']);
});

test('however many rows a page has, each kind of thing is looked up once', async () => {
  let asked = 0;
  const counting = operations.db.$extends({
    query: {
      $allOperations: ({ args, query }) => {
        asked += 1;
        return query(args);
      },
    },
  }) as unknown as Database;
  const kinds = ['user', 'bulk-retry', 'bank-file', 'erasure', 'register/fee-bill', 'register/branches', 'circuit'];
  const many = kinds.flatMap((kind) => Array.from({ length: 30 }, () => `${kind}/${randomUUID()}`));
  const names = await subjectNames(counting, [...many, null, 'register/branches/tochigi', 'user/x', 'odd']);
  expect([...names]).toEqual([['register/branches/tochigi', { name: '栃木支店', isGone: false }]]);
  expect(asked).toBe(6);
});
