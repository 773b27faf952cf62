/** Registers are changed with a reason, at once or on their day; nothing of what they said is lost. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../domain/dates.ts';
import { registerNamed, registers } from '../../domain/registers/all.ts';
import { type Register, type RegisterName, type RegisterRow, rowKeyOf } from '../../domain/registers/register.ts';
import { readTypedRow, typedRow } from '../../domain/registers/typed-row.ts';
import type { Database } from '../../prisma/database.ts';
import { Prisma } from '../../prisma/generated/client.ts';
import { applyDueChanges, withdrawChange } from '../../prisma/planned-changes.ts';
import { changeRow, type RowChange, versionOf } from '../../prisma/register-changes.ts';
import { registerChanges } from '../../prisma/register-history.ts';
import {
  casesTouched,
  choicesOf,
  holdsWords,
  referenceNames,
  registerRow,
  registerRows,
  titleOf,
} from '../../prisma/register-rows.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { createCase } from '../activities/support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const keeper = { userId: samples.users.operator, roles: ['register-keeper'], address: '203.0.113.1' };
const now = new Date();
const today = dayInJapan(now);
let tables: ServiceTables;
let db: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db } = tables);
});
afterAll(() => tables.close());

const register = (name: RegisterName) => registerNamed(name) as Register;
const rowOf = async (name: RegisterName, key: string) => (await registerRow(db, register(name), key)) as RegisterRow;

/** A change of a row that was just read. */
async function change(name: RegisterName, rowKey: string, own: RegisterRow, more: Partial<RowChange> = {}) {
  const before = await rowOf(name, rowKey);
  return {
    register: register(name),
    rowKey,
    version: versionOf(before),
    after: { ...before, ...own },
    appliesOn: today,
    reason: '発注者の公表資料による',
    ...more,
  };
}

test('every row of every register is read, is shown in a form and would be written as it is', async () => {
  for (const each of registers) {
    for (const row of await registerRows(db, each)) {
      expect({ register: each.name, ...readTypedRow(each, typedRow(each, row), row) }).toEqual({
        register: each.name,
        row,
      });
      expect(await registerRow(db, each, rowKeyOf(each, row))).toEqual(row);
      expect(titleOf(each, row, await referenceNames(db, each))).not.toBe('');
    }
  }
});

test('a change holds at once, with what stood there before, who changed it and why', async () => {
  await changeRow(db, await change('authorities', 'takanezawa', { beneficiaryTitle: '高根沢町長（新）' }), keeper, now);
  expect(await rowOf('authorities', 'takanezawa')).toMatchObject({ beneficiaryTitle: '高根沢町長（新）' });
  const [told] = await registerChanges(db, { register: 'authorities', rowKey: 'takanezawa' }, 10);
  expect(told).toMatchObject({
    before: { beneficiaryTitle: '高根沢町長' },
    after: { beneficiaryTitle: '高根沢町長（新）' },
    state: 'applied',
    by: '運用 三郎',
    reason: '発注者の公表資料による',
  });
  const act = await db.event.findFirst({ where: { subject: 'register/authorities/takanezawa' } });
  expect(act?.kind).toBe('register-changed');
});

test('of two keepers who change one row the second is told, and nothing of theirs is written', async () => {
  const [one, other] = [
    await change('banks', 'sample-shinkin', { branchName: '一の支店' }),
    await change('banks', 'sample-shinkin', { branchName: '二の支店' }),
  ];
  const results = await Promise.allSettled([changeRow(db, one, keeper, now), changeRow(db, other, keeper, now)]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((each) => each.status === 'rejected')?.reason).toMatchObject({
    refusal: 'register-row-must-be-as-it-was-read',
  });
  expect(await db.registerChange.count({ where: { rowKey: 'sample-shinkin' } })).toBe(1);
});

test('a new row gets its name, is found by its words, and can be taken out where nothing stands on it', async () => {
  const own = register('acceptance-rules');
  const after = {
    authorityId: 'takanezawa',
    departmentId: null,
    product: null,
    rule: 'by-contract-date',
    fromOn: today,
    toOn: null,
    source: '見本の公表',
  };
  const added: RowChange = {
    register: own,
    rowKey: null,
    version: null,
    after,
    appliesOn: today,
    reason: '新しい公表',
  };
  const rowKey = await changeRow(db, added, keeper, now);
  const row = await rowOf('acceptance-rules', rowKey);
  expect(holdsWords(own, row, await referenceNames(db, own), '高根沢 みほん')).toBe(false);
  expect(holdsWords(own, row, await referenceNames(db, own), '高根沢町 見本の')).toBe(true);
  await changeRow(db, await change('acceptance-rules', rowKey, {}, { after: null }), keeper, now);
  expect(await registerRow(db, own, rowKey)).toBeNull();
  expect((await registerChanges(db, { register: own.name, rowKey }, 10)).map(({ after: left }) => left)).toContainEqual(
    null,
  );
});

test.each<[string, () => Promise<RowChange>, string]>([
  [
    'without a reason',
    () => change('authorities', 'takanezawa', { name: '別' }, { reason: ' ' }),
    'reason-must-be-given',
  ],
  ['that changes nothing', () => change('authorities', 'takanezawa', {}), 'register-change-must-change-something'],
  [
    'for yesterday',
    () => change('authorities', 'takanezawa', { name: '別' }, { appliesOn: addDays(today, -1) }),
    'change-day-must-not-be-past',
  ],
  [
    'of a row that is gone',
    async () => ({ ...(await change('authorities', 'takanezawa', {})), rowKey: 'nobody' }),
    'register-row-must-exist',
  ],
  [
    'that takes out what may not be',
    () => change('authorities', 'takanezawa', {}, { after: null }),
    'register-row-must-be-removable',
  ],
  [
    'that names nobody’s authority',
    () => change('departments', 'takanezawa-soumu', { authorityId: 'nobody' }),
    'referenced-row-must-exist',
  ],
  [
    'that makes a row a second time',
    async () => ({ ...(await change('product-settings', 'prepayment', {})), rowKey: null, version: null }),
    'register-row-must-be-new',
  ],
  [
    'that gives a day its second row',
    async () => {
      const [first] = await registerRows(db, register('fee-payment-rules'));
      return { ...(await change('fee-payment-rules', String(first?.id), {})), rowKey: null, version: null };
    },
    'register-row-must-be-new',
  ],
])('a change %s is refused', async (_what, made, refusal) => {
  await expect(changeRow(db, await made(), keeper, now)).rejects.toMatchObject({ refusal });
});

test('a change for a later day waits, can be taken back, and is applied once on its day', async () => {
  const later = addDays(today, 3);
  const planned = await change('branches', 'tokyo', { name: '首都圏支店' }, { appliesOn: later });
  await changeRow(db, planned, keeper, now);
  await changeRow(db, await change('branches', 'tochigi', { name: '北関東支店' }, { appliesOn: later }), keeper, now);
  const plans = await registerChanges(db, { register: 'branches', state: 'planned' }, 10);
  const own = plans.find(({ rowKey }) => rowKey === 'tochigi');
  const withdrawn = (of: RegisterName, id: string) => withdrawChange(db, register(of), id, keeper, now);
  const gone = { refusal: 'register-change-must-exist' };
  await expect(withdrawn('banks', own?.id ?? '')).rejects.toMatchObject(gone); // it stands in another register
  expect(await registerChanges(db, { register: 'branches', state: 'planned' }, 10)).toHaveLength(plans.length);
  await withdrawn('branches', own?.id ?? '');
  for (const id of [own?.id ?? '', 'no id at all']) {
    await expect(withdrawn('branches', id)).rejects.toMatchObject(gone);
  }
  expect(await applyDueChanges(db, now)).toBe(0);
  const then = new Date(now.getTime() + 4 * 86_400_000);
  expect((await Promise.all([applyDueChanges(db, then), applyDueChanges(db, then)])).sort()).toEqual([0, 1]);
  expect(await rowOf('branches', 'tokyo')).toMatchObject({ name: '首都圏支店' });
  // Applied by the service on its day, and told as the act of the person who planned it.
  const [told] = await db.event.findMany({
    where: { subject: 'register/branches/tokyo', kind: 'register-changed' },
    orderBy: { sequence: 'desc' },
    take: 1,
    include: { body: true },
  });
  const { userId, ...by } = keeper;
  expect(told).toMatchObject({ actorId: userId, occurredAt: then, body: { content: { by } } });
  expect(await db.registerChange.count({ where: { state: { not: 'planned' }, by: { not: Prisma.DbNull } } })).toBe(0);
  expect(await rowOf('branches', 'tochigi')).toMatchObject({ name: '栃木支店' });
});

test('a planned change whose row is gone by then is given up, and the log says why', async () => {
  const added: RowChange = {
    register: register('closed-days'),
    rowKey: null,
    version: null,
    after: {
      calendarId: (await choicesOf(db, 'closed-calendars'))[0]?.key ?? '',
      fromOn: addDays(today, 40),
      toOn: addDays(today, 40),
      name: '臨時休業',
    },
    appliesOn: today,
    reason: '見本',
  };
  const rowKey = await changeRow(db, added, keeper, now);
  await changeRow(
    db,
    await change('closed-days', rowKey, { name: '別' }, { appliesOn: addDays(today, 2) }),
    keeper,
    now,
  );
  await changeRow(db, await change('closed-days', rowKey, {}, { after: null }), keeper, now);
  expect(await applyDueChanges(db, new Date(now.getTime() + 3 * 86_400_000))).toBe(0);
  const acts = await db.event.findMany({
    where: { subject: `register/closed-days/${rowKey}` },
    orderBy: { sequence: 'asc' },
  });
  expect(acts.at(-1)?.kind).toBe('register-change-not-applied');
});

test('how many cases under way a row touches is told before it is changed', async () => {
  const row = await rowOf('authorities', 'takanezawa');
  const before = (await casesTouched(db, register('authorities'), row)) ?? 0;
  await createCase({ db, activities: {} as never }, 'applied');
  expect(await casesTouched(db, register('authorities'), row)).toBe(before + 2); // both products
  expect(await casesTouched(db, register('banks'), {})).toBeNull();
});

test('no key that a person writes into an address breaks anything', async () => {
  for (const each of registers) expect(await registerRow(db, each, each.key.map(() => 'x%00y').join('~'))).toBeNull();
});

test('a register that is none is refused by name', async () => {
  await expect(choicesOf(db, 'nothing' as never)).rejects.toMatchObject({ refusal: 'register-must-exist' });
});
