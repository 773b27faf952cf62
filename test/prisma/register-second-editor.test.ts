/** The second editor of a row, in every register: is told, and writes nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayInJapan } from '../../domain/dates.ts';
import { registers } from '../../domain/registers/all.ts';
import { rowKeyOf } from '../../domain/registers/register.ts';
import { changeRow, versionOf } from '../../prisma/register-changes.ts';
import { registerRow, registerRows } from '../../prisma/register-rows.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

let tables: ServiceTables;
beforeAll(async () => {
  tables = await openServiceTables();
});
afterAll(() => tables.close());

const keeper = { userId: samples.users.operator, roles: ['register-keeper'], address: null };

test.each(registers.map((register) => [register.name, register] as const))(
  'no row of %s is written that another keeper changed meanwhile (register-row-must-be-as-it-was-read)',
  async (_name, register) => {
    const now = new Date();
    for (const row of (await registerRows(tables.db, register)).slice(0, 3)) {
      const rowKey = rowKeyOf(register, row);
      const version = versionOf({ ...row, read: 'before that' });
      const asked = { register, rowKey, version, after: null, appliesOn: dayInJapan(now), reason: '見本' };
      await expect(changeRow(tables.db, asked, keeper, now)).rejects.toMatchObject({
        refusal: 'register-row-must-be-as-it-was-read',
      });
      expect(await registerRow(tables.db, register, rowKey)).toEqual(row);
    }
  },
);
