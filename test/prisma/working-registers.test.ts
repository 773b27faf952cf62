/** Hours, closed days and schedules are those that the registers have in force on a day. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { addWorkingDays } from '../../domain/working-days.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { samples, seedRegisters } from '../../prisma/sample-registers.ts';
import { openingsOn, receptionOn, scheduleRuleOn } from '../../prisma/working-registers.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let tables: TestDatabase;
let db: Database;
beforeAll(async () => {
  tables = await createDatabase('service');
  db = openDatabase(tables.appUrl, 2);
  await seedRegisters(db);
});
afterAll(async () => {
  await db.$disconnect();
  await tables.drop();
});

test('a new row of hours holds from its day on, and the old one until then', async () => {
  const row = await db.branchReception.findFirstOrThrow({ where: { branchId: samples.branchId } });
  const later = { id: 'later', effectiveOn: new Date('2027-04-01T00:00:00Z'), feesUntil: '14:00' };
  await db.branchReception.create({ data: { ...row, ...later } });
  const cutOff = async (on: string) => (await receptionOn(db, samples.branchId, day(on)))?.feesUntil;
  expect([await cutOff('2020-03-31'), await cutOff('2027-03-31'), await cutOff('2027-04-01')]).toEqual([
    undefined,
    '15:00',
    '14:00',
  ]);
});

test('the branch is closed on holidays and around New Year, by the registers (R-N3)', async () => {
  const openings = await openingsOn(db, samples.branchId, day('2026-12-28'));
  if (openings === null) throw new Error('the sample registers have hours');
  expect(addWorkingDays(openings.calendar, day('2026-12-28'), 1)).toBe('2027-01-04');
  expect(openings.calendar).toMatchObject({ validFromOn: '2026-01-01', validToOn: '2028-12-31' });
});

test('a branch without hours in the register promises nothing', async () => {
  expect(await openingsOn(db, 'elsewhere', day('2026-12-28'))).toBeNull();
});

test('a contract guarantee is wanted before the contract, a prepayment’s with the claim after it (R-B1)', async () => {
  const on = day('2026-12-28');
  expect(await scheduleRuleOn(db, 'contract-guarantee', on)).toMatchObject({ beforeContract: true });
  expect(await scheduleRuleOn(db, 'prepayment', on)).toMatchObject({ beforeContract: false });
  expect(await scheduleRuleOn(db, 'prepayment', day('2020-03-31'))).toBeNull();
});
