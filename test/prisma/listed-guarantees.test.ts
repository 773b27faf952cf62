import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { generateGuarantees } from '../../bin/figures/real-shapes.ts';
import type { Day } from '../../domain/dates.ts';
import { dueTodayKinds } from '../../domain/due-today.ts';
import type { Reader } from '../../domain/scopes.ts';
import { type Stage, stageNames } from '../../domain/stages.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import {
  allListed,
  countListed,
  type ListedGuarantee,
  type ListSearch,
  listedCursor,
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
  const idsOf = async (own: Partial<ListSearch>) => {
    const ids: string[] = [];
    for await (const { id } of allListed(db, staff, search(own))) ids.push(id);
    return ids;
  };
  const move = (ids: readonly string[], stage: Stage, stageSince = new Date()) =>
    db.revision.updateMany({ where: { guaranteeId: { in: [...ids] } }, data: { stage, stageSince } });

  test.each(listSorts)('sorted by %s show every row once, forwards and backwards', async (sort) => {
    const own = { sort, stages: ['applied', 'returned', 'awaiting-fee', 'posted'] as const };
    const all = await idsOf(own);
    expect(all.length).toBeGreaterThan(20);
    const [paged, places]: [string[], string[]] = [[], []];
    for (let more = true; more; ) {
      const page = await listedGuarantees(db, staff, search(own), { after: places.at(-1), limit: 7 });
      paged.push(...page.rows.map(({ id }) => id));
      places.push(...page.rows.map(listedCursor(sort)));
      more = page.hasLater;
    }
    expect(paged).toEqual(all);
    for (const before of [places[9], paged[9]]) {
      const back = await listedGuarantees(db, staff, search(own), { before, limit: 4 });
      expect(back.rows.map(({ id }) => id)).toEqual(paged.slice(5, 9));
    }
  });

  test.each(listSorts)(
    'sorted by %s go on where they were while rows come, move and go, the last one read too',
    async (sort) => {
      const own = { sort, stages: ['applied', 'returned', 'awaiting-fee', 'posted'] as const };
      const before = await idsOf(own);
      const coming = (await found({ sort: 'oldest', stages: ['submitted'] })).map(({ id }) => id);
      const moved = new Set<string>();
      const paged: string[] = [];
      let after: string | undefined;
      for (let more = true, turn = 0; more; turn += 1) {
        const page = await listedGuarantees(db, staff, search(own), { after, limit: 7 });
        paged.push(...page.rows.map(({ id }) => id));
        const last = page.rows.at(-1) as ListedGuarantee;
        after = listedCursor(sort)(last);
        const id = turn % 2 === 0 ? last.id : (coming[turn] ?? last.id);
        moved.add(id);
        await move([id], 'posted');
        more = page.hasLater;
      }
      const staying = (ids: readonly string[]) => ids.filter((id) => !moved.has(id));
      expect(staying(paged)).toEqual(staying(before));
      expect(staying(before).length).toBeGreaterThan(20);
    },
  );

  test('stay exact in a file that is read while thousands leave the list, the row between two readings too', async () => {
    const own = { sort: 'waiting' as const, stages: ['submitted' as const] };
    const before = await idsOf(own);
    expect(before.length).toBeGreaterThan(3000);
    const leaving = before.filter((_, n) => n % 3 === 0).slice(0, 3000);
    const leavingInSteps = async () => {
      for (let next = 0; next < leaving.length; next += 50) await move(leaving.slice(next, next + 50), 'superseded');
    };
    const moving = leavingInSteps(); // while the file is read
    const moved = new Set(leaving);
    const seen: string[] = [];
    for await (const { id } of allListed(db, staff, search(own))) {
      seen.push(id);
      if (seen.length % 1000 === 0) {
        moved.add(id); // where the next thousand begins
        await move([id], 'submitted');
      }
    }
    await moving;
    const staying = (ids: readonly string[]) => ids.filter((id) => !moved.has(id));
    expect(staying(seen)).toEqual(staying(before));
    const after = await idsOf(own);
    expect(after.filter((id) => leaving.includes(id))).toEqual([]);
    expect(staying(after)).toEqual(staying(before));
  });

  test.each(['x', 't9.9', 't99999999999999.1', 'd9999999999.1', 'y1.', "t1'.1", randomUUID()])(
    'begin at the start after what is no place: %s',
    async (after) => {
      const first = (await found({ sort: 'due', stages: ['posted'] })).slice(0, 3).map(({ id }) => id);
      const page = await listedGuarantees(db, staff, search({ sort: 'due', stages: ['posted'] }), { after, limit: 3 });
      expect(page.rows.map(({ id }) => id)).toEqual(first);
    },
  );

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
    [
      'by a word, a branch and a stage',
      { words: '橋梁', branchId: 'shape-3', stages: ['submitted'], sort: 'amount' },
      ({ stage, branchName }) => stage === 'submitted' && branchName === '宮城県支店',
    ],
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
  const listed = ['guarantee_listing', 'guarantee_search', 'guarantee', 'revision'];
  const big = [...listed, 'construction_contract', 'application', 'contractor'];
  return db.$queryRaw`SELECT relname::text, seq_scan FROM pg_stat_xact_user_tables
    WHERE relname = ANY (${big}) AND seq_scan > 0`;
}
