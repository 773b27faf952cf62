import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addDays, type Day, dayInJapan } from '../../domain/dates.ts';
import type { Database } from '../../prisma/database.ts';
import { fromDay, toDay } from '../../prisma/days.ts';
import { fillDeadlines } from '../../prisma/deadline-filling.ts';
import { renewDeadlines } from '../../prisma/deadline-renewal.ts';
import { recomputeDeadlines } from '../../prisma/deadlines.ts';
import { lockRevision, moveOn } from '../../prisma/revisions.ts';
import { createCase } from '../activities/support/cases.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

let tables: ServiceTables;
let db: Database;
let owner: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db, owner } = tables);
});
afterAll(() => tables.close());

const kinds = async (guaranteeId: string) =>
  (await db.deadline.findMany({ where: { guaranteeId }, orderBy: { kind: 'asc' } })).map(({ kind }) => kind);
const dueOn = async (guaranteeId: string) =>
  (await db.guaranteeListing.findUniqueOrThrow({ where: { guaranteeId } })).dueOn;

/** A contract guarantee, which the authority wants before the contract. */
async function contractGuarantee(): Promise<string> {
  const { guaranteeId } = await createCase({ db, activities: {} as never }, 'applied', buildExample(new Date()));
  const { constructionContractId } = await db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const where = { constructionContractId, product: 'contract-guarantee' };
  return (await db.guarantee.findFirstOrThrow({ where })).id;
}

test('each move keeps the deadlines that a counting anew would write, and the list shows the next of them', async () => {
  const id = await contractGuarantee();
  const { constructionContractId } = await db.guarantee.findUniqueOrThrow({ where: { id } });
  expect(await kinds(id)).toEqual(['submission-due']);
  const feeDueOn = fromDay(addDays(dayInJapan(new Date()), -3));
  const expected: [never, string[]][] = [
    ['awaiting-fee' as never, ['fee-due', 'submission-due']],
    ['issuing' as never, ['submission-due']],
    ['posting' as never, ['submission-due']],
    ['posted' as never, ['guarantee-ending', 'submission-due']],
    ['submitted' as never, ['guarantee-ending']],
  ];
  for (const [stage, open] of expected) {
    await db.$transaction(async (tx) => {
      const revision = await lockRevision(tx, { guaranteeId: id, revision: 1, epoch: null });
      await moveOn(tx, revision, [stage], new Date(), { feeDueOn });
    });
    const moved = await db.deadline.findMany({ where: { guaranteeId: id } });
    expect({ stage, open: await kinds(id) }).toEqual({ stage, open });
    const due = moved.filter(({ kind }) => kind !== 'guarantee-ending').map((row) => row.dueOn.getTime());
    expect((await dueOn(id))?.getTime()).toBe(due.length === 0 ? undefined : Math.min(...due));
    await db.$transaction((tx) => recomputeDeadlines(tx, constructionContractId));
    expect(await db.deadline.findMany({ where: { guaranteeId: id } })).toEqual(moved);
  }
});

test('another contract date moves the day of the submission with it', async () => {
  const id = await contractGuarantee();
  const before = (await dueOn(id)) as Date;
  const { constructionContractId } = await db.guarantee.findUniqueOrThrow({ where: { id } });
  const contractOn = fromDay('2026-12-25' as Day);
  await db.constructionContract.update({ where: { id: constructionContractId }, data: { contractOn } });
  await db.$transaction((tx) => recomputeDeadlines(tx, constructionContractId));
  const after = (await dueOn(id)) as Date;
  expect([before.getTime() === after.getTime(), toDay(after) <= '2026-12-25']).toEqual([false, true]);
});

test('what was there before there were deadlines gets them part by part, once', async () => {
  const id = await contractGuarantee();
  await owner.$executeRaw`DELETE FROM deadline`;
  expect([await kinds(id), await dueOn(id)]).toEqual([[], null]);
  for (let done = false; !done; ) done = await fillDeadlines(db, new Date());
  expect(await kinds(id)).toEqual(['submission-due']);
  await owner.$executeRaw`DELETE FROM deadline`;
  expect(await fillDeadlines(db, new Date())).toBe(true);
  expect(await kinds(id)).toEqual([]);
});

const fails = (error: unknown) => {
  throw error;
};

test('a change of the register moves the deadlines of what is under way, once, and of nothing that has ended', async () => {
  const [open, ended] = [await contractGuarantee(), await contractGuarantee()];
  const renewed = async () => {
    for (let done = false; !done; ) done = await renewDeadlines(db, new Date(), fails);
  };
  await renewed();
  const days = async (id: string) =>
    (await db.deadline.findMany({ where: { guaranteeId: id, kind: 'submission-due' } })).map(({ dueOn }) =>
      toDay(dueOn),
    );
  const [before = ''] = await days(open);
  expect(before).not.toBe('');
  const withdrawn = { guaranteeId: ended, revision: 1, epoch: null };
  await db.$transaction(async (tx) =>
    moveOn(tx, await lockRevision(tx, withdrawn), ['withdrawn' as never], new Date()),
  );
  await db.scheduleRule.updateMany({ data: { submitWorkingDaysBefore: { increment: 3 } } });
  await renewed();
  const [after = ''] = await days(open);
  expect(after < before).toBe(true);
  expect(await days(ended)).toEqual([]);
  await owner.$executeRaw`DELETE FROM deadline WHERE guarantee_id = ${open}::uuid`;
  expect(await renewDeadlines(db, new Date(), fails)).toBe(true);
  expect(await days(open)).toEqual([]); // nothing changed in between: nothing is computed again
});

test('a case that cannot be computed anew stops no other, and is done once it can', async () => {
  const [broken, fine] = [await contractGuarantee(), await contractGuarantee()];
  const submissionOf = async (guaranteeId: string) =>
    (await db.deadline.findFirst({ where: { guaranteeId, kind: 'submission-due' } }))?.dueOn.getTime();
  const before = [await submissionOf(broken), await submissionOf(fine)];
  await db.branch.create({
    data: {
      ...(await db.branch.findFirstOrThrow({ where: { id: 'tochigi' } })),
      id: 'odd',
      code: '99',
      seriesPrefix: '99999',
    },
  });
  const [reception] = await db.branchReception.findMany({ where: { branchId: 'tochigi' } });
  await db.branchReception.create({
    data: { ...(reception as NonNullable<typeof reception>), id: 'odd', branchId: 'odd', opensAt: '24:00' },
  });
  await owner.guarantee.update({ where: { id: broken }, data: { branchId: 'odd' } });
  await db.scheduleRule.updateMany({ data: { submitWorkingDaysBefore: { increment: 1 } } });
  const failures: unknown[] = [];
  const round = () => renewDeadlines(db, new Date(), (error) => failures.push(error));
  expect(await round()).toBe(false);
  expect(failures).toHaveLength(1);
  expect([await submissionOf(broken), (await submissionOf(fine)) !== before[1]]).toEqual([before[0], true]);
  await owner.guarantee.update({ where: { id: broken }, data: { branchId: 'tochigi' } });
  expect(await round()).toBe(true);
  expect(await submissionOf(broken)).not.toBe(before[0]);
});
