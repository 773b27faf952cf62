/** What stands on registers is refused by name where the register has no row. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import type { Database } from '../../prisma/database.ts';
import { depositoryName, feeTableOn, suretyCompanyOn } from '../../prisma/registers.ts';
import { samples, seedRegisters } from '../../prisma/sample-registers.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

let tables: ServiceTables;
let db: Database;
beforeAll(async () => {
  tables = await openServiceTables(2);
  ({ db } = tables);
});
afterAll(() => tables.close());

test('the fee table and the surety company are those in force on the day', async () => {
  expect(await feeTableOn(db, day('2026-04-01'))).toMatchObject({ version: 'SAMPLE-1' });
  expect(await suretyCompanyOn(db, day('2026-04-01'))).toMatchObject({ name: 'みらい建設保証 株式会社' });
});

test('before the first row there is nothing to go by (register-must-be-in-force)', async () => {
  const before = day('2020-03-31');
  await expect(feeTableOn(db, before)).rejects.toMatchObject({ refusal: 'register-must-be-in-force' });
  await expect(suretyCompanyOn(db, before)).rejects.toMatchObject({ refusal: 'register-must-be-in-force' });
});

test('a bank prints as the register names it, or as it was typed', async () => {
  expect(await depositoryName(db, { bankBranchId: samples.bankBranchId })).toBe('〇〇銀行 ××支店');
  expect(await depositoryName(db, { freeText: '◇◇信用組合 本店' })).toBe('◇◇信用組合 本店');
  expect(await depositoryName(db, null)).toBeNull();
});

test('seeding again changes nothing', async () => {
  await db.branch.update({ where: { id: samples.branchId }, data: { telephone: '028-111-1111' } });
  await seedRegisters(db);
  expect(await db.branch.findUniqueOrThrow({ where: { id: samples.branchId } })).toMatchObject({
    telephone: '028-111-1111',
  });
});
