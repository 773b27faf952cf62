/** Hours, closed days and schedules are those that the registers have in force on a day. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { day } from '../../domain/dates.ts';
import { addWorkingDays } from '../../domain/working-days.ts';
import type { Database } from '../../prisma/database.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { branchContact, openingsOn, receptionOn, scheduleRuleOn } from '../../prisma/working-registers.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

let tables: ServiceTables;
let db: Database;
beforeAll(async () => {
  tables = await openServiceTables(2);
  ({ db } = tables);
});
afterAll(() => tables.close());

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
  const [on, of] = [day('2026-12-28'), { authorityId: 'mihon-village', departmentId: null }];
  expect(await scheduleRuleOn(db, { product: 'contract-guarantee', ...of }, on)).toMatchObject({
    beforeContract: true,
  });
  expect(await scheduleRuleOn(db, { product: 'prepayment', ...of }, on)).toMatchObject({ beforeContract: false });
  expect(await scheduleRuleOn(db, { product: 'prepayment', ...of }, day('2020-03-31'))).toBeNull();
});

test('an authority that wants it otherwise says so in its profile (R-C1)', async () => {
  const of = { product: 'prepayment', authorityId: 'takanezawa', departmentId: null } as const;
  await db.submissionProfile.update({ where: { id: 'takanezawa-prepayment' }, data: { beforeContract: true } });
  expect(await scheduleRuleOn(db, of, day('2026-12-28'))).toMatchObject({ beforeContract: true });
});

test('a branch is told with its hours, and on a closed day with when it opens next (R-N3)', async () => {
  const contact = (on: string) => branchContact(db, samples.branchId, day(on));
  expect(await contact('2026-12-28')).toMatchObject({
    name: '栃木支店',
    hours: { opensAt: '09:00', closesAt: '17:00', except: ['国民の祝日', '年末年始'], closedUntilOn: null },
  });
  expect((await contact('2026-12-30'))?.hours).toMatchObject({ closedUntilOn: '2027-01-04' });
  expect(await contact('2020-03-31')).toMatchObject({ telephone: '028-000-0000', hours: null });
  expect(await branchContact(db, 'elsewhere', day('2026-12-28'))).toBeNull();
});
