/** What an event changed, as a table that people read: fields by their names, values in words, days and yen as they are written. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { titleOf } from '../../../api/operations/audit-facts.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import { factLines, readEventWords } from '../../../domain/event-words.ts';
import { registerNamed } from '../../../domain/registers/all.ts';
import type { Register, RegisterRow } from '../../../domain/registers/register.ts';
import { staffReader } from '../../../domain/scopes.ts';
import { changeRow, versionOf } from '../../../prisma/register-changes.ts';
import { registerRow } from '../../../prisma/register-rows.ts';
import { claimCase, takeOverCase } from '../../../prisma/review-claims.ts';
import { sampleStaff } from '../../../prisma/sample-staff.ts';
import { actedBy } from '../../support/acted-by.ts';
import { buildExample } from '../../support/cases.ts';
import { applyFor, returnTo } from '../net-desk/support/followed.ts';
import { fillOperations } from './support/filled-operations.ts';
import { type OpenOperations, openOperations } from './support/operations.ts';

let operations: OpenOperations;
const now = new Date();
const today = dayInJapan(now);
beforeAll(async () => {
  operations = await openOperations();
  await fillOperations(operations);
}, 60_000);
afterAll(() => operations.close());

/** The rows of the table on the page of the newest event of this kind about this. */
async function table(where: { guaranteeId?: string; subject?: string; kind: string }, query = ''): Promise<string[][]> {
  const { id } = await operations.db.event.findFirstOrThrow({ where, orderBy: { sequence: 'desc' } });
  const { browser } = await operations.signIn('auditor');
  const page = await browser.visit(`/audit/${id}${query}`);
  expect(page.status).toBe(200);
  const [, body = ''] = /<tbody>(.*?)<\/tbody>/s.exec(page.html) ?? [];
  const plain = (cell: string) =>
    cell
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((row) => [...row.matchAll(/<t[hd].*?<\/t[hd]>/gs)].map(([cell]) => plain(cell)));
}

test('a register’s row: the fields that changed, as its page calls them', async () => {
  const branches = registerNamed('branches') as Register;
  const row = (await registerRow(operations.db, branches, 'tochigi')) as RegisterRow;
  const change = { register: branches, rowKey: 'tochigi', version: versionOf(row), appliesOn: today, reason: '移転' };
  const keeper = actedBy(sampleStaff.registerKeeper.id, 'register-keeper');
  await changeRow(operations.db, { ...change, after: { ...row, telephone: '028-999-1234' } }, keeper, now);
  const about = { subject: 'register/branches/tochigi', kind: 'register-changed' };
  expect(await table(about)).toEqual([['電話番号', row.telephone, '028-999-1234']]);
});

test('a case: its stage in words before and after, what was said of which field', async () => {
  const revision = await applyFor(operations);
  await returnTo(operations, revision, '金額をご確認ください。', [
    { field: 'contract.amountYen', words: '変更後の額を' },
  ]);
  const rows = await table({ guaranteeId: revision.guaranteeId, kind: 'return' });
  expect(rows).toContainEqual(['段階', '審査待ち', '差戻し中']);
  expect(rows).toContainEqual(['指摘した項目', '―', '請負金額']);
  expect(rows).toContainEqual(['指摘の内容', '―', '変更後の額を']);
  const english = await table({ guaranteeId: revision.guaranteeId, kind: 'return' }, '?lang=en');
  expect(english.map(([title]) => title)).toContain('Stage');
  await table({ guaranteeId: revision.guaranteeId, kind: 'return' }, '?lang=ja');
});

test('people are named, days are days', async () => {
  const rows = await table({ subject: `user/${sampleStaff.approver.id}`, kind: 'delegation-made' });
  expect(rows).toContainEqual(['承認者', '―', '承認 二郎']);
  expect(rows).toContainEqual(['代決する人', '―', '審査 四郎']);
  expect(rows.find(([title]) => title === '開始日')?.[2]).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日/);
});

test('who held a case that was taken over is a person, not a stage', async () => {
  const { guaranteeId } = await applyFor(operations);
  const reviewer = (id: string) => actedBy(id, 'reviewer');
  const reader = staffReader('all');
  await claimCase(operations.db, reader, guaranteeId, reviewer(sampleStaff.reviewer.id), now);
  await takeOverCase(operations.db, reader, guaranteeId, '休暇のため', reviewer(sampleStaff.secondReviewer.id), now);
  expect(await table({ guaranteeId, kind: 'review-taken-over' })).toEqual([['前の担当者', '審査 一郎', '―']]);
});

test('every fact that acts and events write down has a title', async () => {
  const events = await operations.db.event.findMany({ include: { body: true } });
  const paths = events
    .filter(({ subject }) => registerNamed(subject?.split('/')[1] ?? '') === null)
    .flatMap(({ body }) => {
      const { before, after } = readEventWords(body?.content);
      return [...factLines(before), ...factLines(after)].map(({ name }) => name);
    });
  const { contract, guarantees, delivery } = buildExample(now);
  const resubmitted = { contract, guarantee: guarantees[0], delivery };
  paths.push(...factLines(resubmitted).map(({ name }) => name));
  expect(paths.length).toBeGreaterThan(40);
  expect([...new Set(paths)].filter((path) => titleOf(path) === path)).toEqual([]);
});
