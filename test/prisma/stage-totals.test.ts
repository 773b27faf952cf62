import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Reader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { addUpSteps, stageCounts, stageFlow } from '../../prisma/stage-totals.ts';
import { createCase } from '../activities/support/cases.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const staff = { contractorId: null, staff: true, branches: 'all' } as Reader;
const contractor = { contractorId: samples.contractorId, staff: false, branches: [] } as Reader;

let tables: ServiceTables;
let db: Database;

beforeAll(async () => {
  tables = await openServiceTables(8);
  ({ db } = tables);
});
afterAll(() => tables.close());

/** Counted row by row, which the totals never do. */
async function counted() {
  const rows = await db.guaranteeListing.groupBy({
    by: ['stage'],
    _count: true,
    _sum: { amountYen: true },
    _min: { stageSince: true },
  });
  return new Map(rows.map((row) => [row.stage, { guarantees: row._count, amountYen: Number(row._sum.amountYen) }]));
}

async function told() {
  const rows = await stageCounts(db, staff);
  return new Map(
    rows
      .filter(({ guarantees }) => guarantees > 0)
      .map(({ stage, guarantees, amountYen }) => [stage, { guarantees, amountYen }]),
  );
}

test('totals are exact at any moment: before the steps are added, while they are, and after, twice', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 4; n++)
    ids.push((await createCase({ db, activities: {} as never }, 'applied', buildExample(new Date()))).guaranteeId);
  expect(await told()).toEqual(await counted());
  const move = (guaranteeId: string, stage: string) =>
    db.revision.updateMany({ where: { guaranteeId }, data: { stage, stageSince: new Date() } });
  await Promise.all([
    ...ids.flatMap((id) => [move(id, 'issuing'), move(id, 'posting')]),
    addUpSteps(db),
    addUpSteps(db),
    db.guarantee.updateMany({ where: { id: ids[0] as string }, data: { branchId: 'tokyo' } }),
    db.revision.updateMany({ where: { guaranteeId: ids[1] as string }, data: { amountYen: 1n } }),
  ]);
  expect(await told()).toEqual(await counted());
  while ((await addUpSteps(db)) > 0);
  expect([await db.stageStep.count(), await told()]).toEqual([0, await counted()]);
  expect(await addUpSteps(db)).toBe(0);
});

test('the oldest of a stage is told where it waits for somebody, and not where all is done', async () => {
  const { guaranteeId } = await createCase({ db, activities: {} as never }, 'applied', buildExample(new Date()));
  const since = new Date('2026-01-05T00:00:00Z');
  await db.revision.updateMany({ where: { guaranteeId }, data: { stage: 'posted', stageSince: since } });
  const at = async (stage: string) => (await stageCounts(db, staff)).find((row) => row.stage === stage)?.oldestSince;
  expect(await at('posted')).toEqual(since);
  await db.revision.updateMany({ where: { guaranteeId }, data: { stage: 'submitted' } });
  expect([await at('posted'), await at('submitted')]).toEqual([null, null]);
});

test('the flow tells what came to each stage in each hour, added up or not', async () => {
  const hours = ['2026-02-03T01:10:00Z', '2026-02-03T01:50:00Z', '2026-02-03T03:00:00Z'].map((at) => new Date(at));
  const { guaranteeId } = await createCase({ db, activities: {} as never }, 'applied', buildExample(new Date()));
  for (const [n, stageSince] of hours.entries()) {
    const stage = ['returned', 'applied', 'returned'][n] as string;
    await db.revision.updateMany({ where: { guaranteeId }, data: { stage, stageSince } });
    if (n === 1) await addUpSteps(db);
  }
  const flow = async () =>
    (await stageFlow(db, staff, new Date('2026-02-03T01:00:00Z'))).filter(
      ({ hourAt }) => hourAt < new Date('2026-02-04T00:00:00Z'),
    );
  const expected = [
    { hourAt: new Date('2026-02-03T01:00:00Z'), stage: 'applied', entered: 1 },
    { hourAt: new Date('2026-02-03T01:00:00Z'), stage: 'returned', entered: 1 },
    { hourAt: new Date('2026-02-03T03:00:00Z'), stage: 'returned', entered: 1 },
  ];
  expect(await flow()).toEqual(expected);
  await addUpSteps(db);
  expect(await flow()).toEqual(expected);
});

test('nothing of it is told to a contractor', async () => {
  expect(
    (await stageCounts(db, contractor)).every(
      ({ guarantees, oldestSince }) => guarantees === 0 && oldestSince === null,
    ),
  ).toBe(true);
  expect(await stageFlow(db, contractor, new Date(0))).toEqual([]);
});
