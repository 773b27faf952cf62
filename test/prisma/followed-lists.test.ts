import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { contractorReader, type Reader } from '../../domain/scopes.ts';
import type { Database } from '../../prisma/database.ts';
import {
  allFollowedGuarantees,
  countGuarantees,
  type FollowedGuarantee,
  followedCursor,
  followedGuarantees,
  type GuaranteeSearch,
  guaranteeSorts,
} from '../../prisma/followed-guarantees.ts';
import { issuanceCursor, issuedRevisions } from '../../prisma/issued-revisions.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { createCase } from '../activities/support/cases.ts';
import { buildExample } from '../support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const mine: Reader = contractorReader(samples.contractorId);
const others: Reader = contractorReader(samples.otherContractorId);

let tables: ServiceTables;
let db: Database;
let owner: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db, owner } = tables);
  for (let n = 1; n <= 5; n++) {
    const example = buildExample(new Date(Date.now() - 1000 * (5 - n)));
    const contract = { ...example.contract, projectName: `第${n}号工事 100%_${n === 3 ? 'ｶﾞｽ管' : '橋'}` };
    const { guaranteeId } = await createCase({ db, activities: {} as never }, 'applied', { ...example, contract });
    const stage = ['applied', 'returned', 'posted', 'submitted', 'withdrawn'][n - 1] as string;
    const arrivedAt = n === 3 || n === 4 ? new Date('2026-04-03T03:00:00Z') : null;
    // The same amount for each: only the tie-break keeps them apart.
    await owner.revision.updateMany({ where: { guaranteeId }, data: { stage, amountYen: 1_000_000n, arrivedAt } });
    if (arrivedAt !== null)
      await owner.guarantee.update({ where: { id: guaranteeId }, data: { guaranteeNumber: `31074-0000${n}M` } });
  }
});
afterAll(() => tables.close());

const search = (own: Partial<GuaranteeSearch> = {}): GuaranteeSearch => ({ sort: 'newest', ...own });

async function found(own: Partial<GuaranteeSearch>): Promise<string[]> {
  const { rows } = await followedGuarantees(db, mine, search(own), { limit: 100 });
  return rows.map(({ projectName, product }) => `${projectName.slice(1, 2)} ${product}`);
}

describe('pages of a list', () => {
  test.each(guaranteeSorts)('sorted by %s show every row once, forwards and backwards', async (sort) => {
    const whole = await followedGuarantees(db, mine, search({ sort }), { limit: 100 });
    const ids = whole.rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
    const forwards: FollowedGuarantee[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await followedGuarantees(db, mine, search({ sort }), { after, limit: 3 });
      expect(page.hasEarlier).toBe(after !== undefined);
      forwards.push(...page.rows);
      after = page.rows.at(-1)?.id;
      more = page.hasLater;
    }
    expect(forwards.map(({ id }) => id)).toEqual(ids);
    const back = await followedGuarantees(db, mine, search({ sort }), { before: ids[6], limit: 3 });
    expect(back.rows.map(({ id }) => id)).toEqual(ids.slice(3, 6));
    expect([back.hasEarlier, back.hasLater]).toEqual([true, true]);
  });

  test.each(['moved', 'amount'] as const)(
    'sorted by %s go on where they were when the last row moves',
    async (sort) => {
      const whole = (await followedGuarantees(db, mine, search({ sort }), { limit: 100 })).rows;
      const last = whole[2] as FollowedGuarantee;
      const where = { guaranteeId: last.id };
      const kept = await db.revision.findFirstOrThrow({ where, select: { stageSince: true, amountYen: true } });
      await db.revision.updateMany({ where, data: { stageSince: new Date(), amountYen: 1n } });
      const next = await followedGuarantees(db, mine, search({ sort }), {
        after: followedCursor(sort)(last),
        limit: 3,
      });
      expect(next.rows.map(({ id }) => id)).toEqual(whole.slice(3, 6).map(({ id }) => id));
      await db.revision.updateMany({ where, data: kept });
    },
  );

  test('a row of another contractor is no place: the first page is shown', async () => {
    const [first] = (await followedGuarantees(db, mine, search(), { limit: 1 })).rows;
    const theirs = await followedGuarantees(db, others, search(), { after: (first as { id: string }).id, limit: 3 });
    expect(theirs).toEqual({ rows: [], hasEarlier: false, hasLater: false });
    const none = await followedGuarantees(db, mine, search(), { after: 'x', limit: 3 });
    expect(none.hasEarlier).toBe(false);
  });

  test('all rows of a file are those of the pages', async () => {
    const all = [];
    for await (const row of allFollowedGuarantees(db, mine, search())) all.push(row);
    expect(all).toEqual((await followedGuarantees(db, mine, search(), { limit: 100 })).rows);
  });
});

describe('a search', () => {
  test('finds words whatever their width, each of them', async () => {
    expect(await found({ words: 'ガス管 第３号', product: 'prepayment' })).toEqual(['3 prepayment']);
    expect(await found({ words: '３１０７４-00003m' })).toHaveLength(1);
    expect(await found({ words: 'ガス管 第4号' })).toEqual([]);
  });

  test('takes % and _ as they are written', async () => {
    expect(await found({ words: '100%_橋' })).toHaveLength(8);
    expect(await found({ words: '1%0' })).toEqual([]);
    expect(await found({ words: '10_%' })).toEqual([]);
  });

  test('knows whom a case waits for', async () => {
    expect(await found({ group: 'yours', product: 'prepayment' })).toEqual(['3 prepayment', '2 prepayment']);
    expect(await found({ group: 'done' })).toEqual(['4 prepayment']);
    expect(await found({ group: 'closed' })).toEqual(['5 prepayment']);
    // The contract guarantees of all five are still being reviewed.
    expect(await found({ group: 'moving' })).toHaveLength(6);
  });

  test('is counted no further than is told', async () => {
    expect(await countGuarantees(db, mine, search(), 100)).toBe(10);
    expect(await countGuarantees(db, mine, search(), 4)).toBe(4);
    expect(await countGuarantees(db, others, search(), 100)).toBe(0);
  });
});

test('issuances of the same moment are paged without one left out', async () => {
  const first = await issuedRevisions(db, mine, { sort: 'newest' }, { limit: 1 });
  const [row] = first.rows;
  const second = await issuedRevisions(db, mine, { sort: 'newest' }, { after: issuanceCursor(row as never), limit: 1 });
  expect([...first.rows, ...second.rows].map(({ guaranteeNumber }) => guaranteeNumber).sort()).toEqual([
    '31074-00003M',
    '31074-00004M',
  ]);
  expect([first.hasLater, second.hasLater]).toEqual([true, false]);
});

test('a corrected issuance is hidden from the list once its correction arrived', async () => {
  const [corrected] = (await issuedRevisions(db, mine, { sort: 'newest', words: '00003M' }, { limit: 9 })).rows;
  const { id } = corrected as { id: string };
  const row = await owner.revision.findUniqueOrThrow({ where: { guaranteeId_number: { guaranteeId: id, number: 1 } } });
  const correction = { ...row, number: 2, kind: 'correction', arrivedAt: null };
  await owner.revision.create({ data: correction });
  const numbers = async () =>
    (await issuedRevisions(db, mine, { sort: 'newest', words: '00003M' }, { limit: 9 })).rows.map(
      ({ number }) => number,
    );
  expect(await numbers()).toEqual([1]);
  await owner.revision.update({
    where: { guaranteeId_number: { guaranteeId: id, number: 2 } },
    data: { arrivedAt: new Date() },
  });
  expect(await numbers()).toEqual([2]);
});
