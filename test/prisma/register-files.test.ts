/** Files of registers: kept while somebody looks, applied as a whole, once. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { registerNamed } from '../../domain/registers/all.ts';
import type { Register } from '../../domain/registers/register.ts';
import { sheetHeadings } from '../../domain/registers/register-sheet.ts';
import type { Database } from '../../prisma/database.ts';
import { applyRegisterFile, keepRegisterFile } from '../../prisma/register-files.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const keeper = { userId: samples.users.operator, roles: ['register-keeper'], address: null };
const now = new Date();
let tables: ServiceTables;
let db: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db } = tables);
});
afterAll(() => tables.close());

test('a file is applied once, by who brought it, and only where it changes something', async () => {
  const own = registerNamed('banks') as Register;
  const headings = sheetHeadings(own);
  const row = ['', '新しい銀行', '本店', 'アタラシイギンコウ', 'はい'];
  const id = await keepRegisterFile(db, { register: own, fileName: 'a.csv', cells: [headings, row] }, keeper, now);
  const asked = { id, reason: '合併' };
  const stranger = { ...keeper, userId: samples.users.reviewer };
  await expect(applyRegisterFile(db, own, asked, stranger, now)).rejects.toMatchObject({
    refusal: 'register-file-must-be-open',
  });
  const twice = await Promise.allSettled([1, 2].map(() => applyRegisterFile(db, own, asked, keeper, now)));
  expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await db.bankBranch.count({ where: { bankName: '新しい銀行' } })).toBe(1);
  const same = await keepRegisterFile(db, { register: own, fileName: 'b.csv', cells: [headings] }, keeper, now);
  await expect(applyRegisterFile(db, own, { id: same, reason: '見本' }, keeper, now)).rejects.toMatchObject({
    refusal: 'register-file-must-change-something',
  });
});
