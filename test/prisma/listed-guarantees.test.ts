import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { generateGuarantees } from '../../bin/figures/real-shapes.ts';
import type { Day } from '../../domain/dates.ts';
import { dueTodayKinds } from '../../domain/due-today.ts';
import type { Reader } from '../../domain/scopes.ts';
import { stageNames } from '../../domain/stages.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import {
  allListed,
  countListed,
  type ListedGuarantee,
  type ListSearch,
  listedGuarantees,
  listSorts,
} from '../../prisma/listed-guarantees.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { stageCounts, stageFlow } from '../../prisma/stage-totals.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';

const staff = { contractorId: null, staff: true, branches: 'all' } as Reader;
const ofBranches = (...branches: string[]) => ({ contractorId: null, staff: true, branches }) as unknown as Reader;
const contractor = { contractorId: samples.contractorId, staff: false, branches: [] } as Reader;
/** Below so many PostgreSQL rightly reads some tables whole. */
const guarantees = 30_000;

let tables: ServiceTables;
let db: Database;

beforeAll(async () => {
  tables = await openServiceTables();
  ({ db } = tables);
  await generateGuarantees(tables.ownerUrl, guarantees);
}, 300_000);
afterAll(() => tables.close());

const search = (own: Partial<ListSearch> = {}): ListSearch => ({ sort: 'newest', ...own });
const found = async (own: Partial<ListSearch>, reader = staff) =>
  (await listedGuarantees(db, reader, search(own), { limit: 200 })).rows;

describe('pages of the list', () => {
  test.each(listSorts)('sorted by %s show every row once, also while others move', async (sort) => {
    // Every order that the moves below do not change: a row that moves to the top is seen there, not lost.
    const own = { sort, stages: ['applied', 'returned', 'awaiting-fee', 'posted'] as const };
    const all: ListedGuarantee[] = [];
    for await (const row of allListed(db, staff, search(own))) all.push(row);
    expect(all.length).toBeGreaterThan(20);
    const paged: string[] = [];
    let after: string | undefined;
    for (let more = true; more; ) {
      const page = await listedGuarantees(db, staff, search(own), { after, limit: 7 });
      paged.push(...page.rows.map(({ id }) => id));
      after = page.rows.at(-1)?.id;
      more = page.hasLater;
    }
    expect(paged).toEqual(all.map(({ id }) => id));
    const back = await listedGuarantees(db, staff, search(own), { before: paged[9], limit: 4 });
    expect(back.rows.map(({ id }) => id)).toEqual(paged.slice(5, 9));
  });

  test('stay exact while thousands of others change their stage', async () => {
    const own = { sort: 'oldest' as const, stages: ['submitted' as const] };
    const before: string[] = [];
    for await (const { id } of allListed(db, staff, search(own))) before.push(id);
    const leaving = new Set(before.filter((_, n) => n % 3 === 0).slice(0, 1500));
    const moved = db.revision.updateMany({
      where: { guaranteeId: { in: [...leaving] } },
      data: { stage: 'superseded' },
    });
    const seen: string[] = [];
    for await (const { id } of allListed(db, staff, search(own))) seen.push(id);
    await moved;
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => !leaving.has(id))).toEqual(before.filter((id) => !leaving.has(id)));
    const after: string[] = [];
    for await (const { id } of allListed(db, staff, search(own))) after.push(id);
    expect(after).toEqual(before.filter((id) => !leaving.has(id)));
  });

  test('show a contractor nothing', async () => {
    expect(await found({}, contractor)).toEqual([]);
    expect(await countListed(db, contractor, search(), 10)).toBe(0);
  });
});

describe('a list narrowed', () => {
  test.each<[string, Partial<ListSearch>, (row: ListedGuarantee) => boolean]>([
    ['by stages', { stages: ['posted', 'awaiting-fee'] }, ({ stage }) => ['posted', 'awaiting-fee'].includes(stage)],
    ['by product', { product: 'midterm-prepayment' }, ({ product }) => product === 'midterm-prepayment'],
    ['by form', { form: 'paper' }, ({ form }) => form === 'paper'],
    ['by a part of the authority', { authority: '大川' }, ({ authorityName }) => authorityName.includes('大川')],
    [
      'by a part of the contractor',
      { contractor: '佐藤建設' },
      ({ contractorName }) => contractorName.includes('佐藤建設'),
    ],
    ['by branch', { branchId: 'shape-3' }, ({ branchName }) => branchName === '宮城県支店'],
    [
      'by amount',
      { fromYen: 1_000_000, toYen: 2_000_000 },
      ({ amountYen }) => amountYen >= 1_000_000n && amountYen <= 2_000_000n,
    ],
    ['by an incident that stands open', { stuck: true }, ({ causes }) => causes.length > 0],
    ['by none that does', { stuck: false }, ({ causes }) => causes.length === 0],
    ['by one character', { words: '舗' }, ({ projectName }) => projectName.includes('舗')],
    ['by two characters and a number', { words: '橋梁 12' }, ({ projectName }) => projectName.includes('橋梁')],
    ['by a word and a stage', { words: '道路改良', stages: ['submitted'] }, ({ stage }) => stage === 'submitted'],
  ])('%s shows such rows and counts them', async (_, own, fits) => {
    const rows = await found(own);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !fits(row))).toEqual([]);
    const all = await countListed(db, staff, search(own), 100_000);
    let counted = 0;
    for await (const row of allListed(db, staff, search(own))) counted += fits(row) ? 1 : 0;
    expect(counted).toBe(all);
  });

  test.each<[string, Partial<ListSearch>, Reader]>([
    ['all branches', {}, staff],
    ['one that is asked for', { branchId: 'shape-3' }, staff],
    ['the one of the reader', {}, ofBranches('shape-3')],
    ['those of the reader', {}, ofBranches('shape-3', 'shape-5', 'shape-7')],
    ['one that the reader does not see', { branchId: 'shape-3' }, ofBranches('shape-5')],
  ])('by words within %s shows and counts exactly those, from none to nearly all', async (_, own, reader) => {
    const all: ListedGuarantee[] = [];
    for await (const row of allListed(db, reader, search({ ...own, sort: 'due' }))) all.push(row);
    for (const words of ['𠮷', '漁港', '橋梁', '工']) {
      const holding = all.filter((row) =>
        [row.projectName, row.authorityName, row.contractorName].join().includes(words),
      );
      const narrowed = search({ ...own, words, sort: 'due' });
      expect([words, await countListed(db, reader, narrowed, 100_000)]).toEqual([words, holding.length]);
      expect(await countListed(db, reader, narrowed, 5)).toBe(Math.min(5, holding.length));
      const { rows } = await listedGuarantees(db, reader, narrowed, { limit: 50 });
      expect(rows.map(({ id }) => id)).toEqual(holding.slice(0, 50).map(({ id }) => id));
    }
  });

  test('by a name that nobody has shows nothing', async () => {
    expect(await found({ authority: 'どこにもない役場' })).toEqual([]);
  });
});

test('no page, count or total reads a big table from end to end', async () => {
  const owner = new Client({ connectionString: tables.ownerUrl });
  await owner.connect();
  await owner.query('VACUUM ANALYZE');
  await owner.end();
  const searches: Partial<ListSearch>[] = [
    ...listSorts.map((sort) => ({ sort })),
    ...stageNames.map((stage) => ({ stages: [stage] })),
    ...listSorts.map((sort) => ({ sort, stages: ['returned', 'awaiting-fee', 'posted'] as const })),
    ...['工', '𠮷', '橋梁', '橋梁補修 市道12'].flatMap((words) => [
      { words },
      { words, branchId: 'shape-3', sort: 'due' as const },
    ]),
    { authority: '大川' },
    { contractor: '佐藤建設', sort: 'amount' },
    { branchId: 'shape-3', product: 'midterm-prepayment', fromYen: 50_000_000 },
    { stuck: true, sort: 'waiting' },
    ...dueTodayKinds.map((kind) => ({ dueToday: { kind, today: '2026-04-01' as Day }, sort: 'due' as const })),
  ];
  const own = openDatabase(tables.appUrl, 1);
  const whole = await own.$transaction(
    async (tx) => {
      const inOne = tx as unknown as Database;
      for (const reader of [staff, ofBranches('shape-3'), ofBranches('shape-3', 'shape-4')])
        for (const one of searches) {
          const page = await listedGuarantees(inOne, reader, search(one), { limit: 50 });
          await listedGuarantees(inOne, reader, search(one), { after: page.rows.at(-1)?.id, limit: 50 });
          await countListed(inOne, reader, search(one), 1001);
        }
      await stageCounts(inOne, staff);
      await stageFlow(inOne, staff, new Date());
      return readWhole(inOne);
    },
    { timeout: 100_000 },
  );
  await own.$disconnect();
  expect(whole).toEqual([]);
});

/**
 * The big tables that this transaction has read whole. Of what others read PostgreSQL tells up to ten seconds later, so
 * that a difference between two moments would hold what tests before this one did.
 */
function readWhole(db: Database) {
  const big = [
    'guarantee_listing',
    'guarantee_search',
    'guarantee',
    'revision',
    'construction_contract',
    'application',
    'contractor',
  ];
  return db.$queryRaw`SELECT relname::text, seq_scan FROM pg_stat_xact_user_tables
    WHERE relname = ANY (${big}) AND seq_scan > 0`;
}
