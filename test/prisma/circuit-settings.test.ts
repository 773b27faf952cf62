/** The settings of a circuit are a register: changed with a reason, at once or on a day, and the next look goes by them. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../domain/dates.ts';
import { registerNamed } from '../../domain/registers/all.ts';
import type { Register, RegisterRow } from '../../domain/registers/register.ts';
import { readTypedRow, typedRow } from '../../domain/registers/typed-row.ts';
import { addCounts, stepCircuits } from '../../prisma/circuits.ts';
import type { Database } from '../../prisma/database.ts';
import { applyDueChanges } from '../../prisma/planned-changes.ts';
import { changeRow, versionOf } from '../../prisma/register-changes.ts';
import { registerChanges } from '../../prisma/register-history.ts';
import { registerRow } from '../../prisma/register-rows.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const keeper = { userId: samples.users.operator, roles: ['register-keeper'], address: '203.0.113.1' };
const register = registerNamed('circuit-settings') as Register;
const now = new Date();
const today = dayInJapan(now);
let tables: ServiceTables;
let db: Database;

beforeAll(async () => {
  tables = await openServiceTables(2);
  ({ db } = tables);
});
afterAll(() => tables.close());

async function change(counterparty: string, own: RegisterRow, appliesOn = today): Promise<void> {
  const before = (await registerRow(db, register, counterparty)) as RegisterRow;
  const written = { register, rowKey: counterparty, version: versionOf(before), after: { ...before, ...own } };
  await changeRow(db, { ...written, appliesOn, reason: '夜間の様子を見たため' }, keeper, now);
}

/** Three tries, all of them failed; and the look after them. */
async function afterThreeFailures(counterparty: 'd-sure' | 'mail') {
  const at = new Date();
  await addCounts(db, new Map([[counterparty, { tries: 3, failures: 3 }]]), new Date(at.getTime() + 1000));
  await stepCircuits(db, at);
  return db.circuit.findUniqueOrThrow({ where: { counterparty } });
}

test('a circuit opens by the number of tries that its register tells, and the history keeps the one before', async () => {
  expect(await afterThreeFailures('d-sure')).toMatchObject({ state: 'closed', leastTries: 10 });
  await change('d-sure', { leastTries: 3, openSeconds: 40 });
  const opened = await afterThreeFailures('d-sure');
  expect(opened).toMatchObject({ state: 'open', leastTries: 3 });
  expect((opened.nextStepAt?.getTime() ?? 0) - opened.since.getTime()).toBe(40_000);
  const [told] = await registerChanges(db, { register: 'circuit-settings', rowKey: 'd-sure' }, 10);
  expect(told).toMatchObject({ before: { leastTries: 10 }, after: { leastTries: 3 }, by: '運用 三郎' });
});

test('a change for a later day holds from that day on', async () => {
  await change('mail', { leastTries: 1, automatic: true }, addDays(today, 1));
  expect(await afterThreeFailures('mail')).toMatchObject({ state: 'closed', leastTries: 10 });
  expect(await applyDueChanges(db, new Date(now.getTime() + 24 * 3_600_000))).toBe(1);
  expect(await afterThreeFailures('mail')).toMatchObject({ state: 'open', leastTries: 1 });
});

test.each([
  ['failurePercent', '101'],
  ['leastTries', '0'],
  ['windowSeconds', '3601'],
  ['probeEverySeconds', '0'],
])('%s is not %s (amount or number out of its bounds, told beside the field)', async (name, typed) => {
  const row = (await registerRow(db, register, 'issuance')) as RegisterRow;
  const read = readTypedRow(register, { ...typedRow(register, row), [name]: typed }, row);
  expect(read).toMatchObject({ refusals: [{ field: name }] });
});
