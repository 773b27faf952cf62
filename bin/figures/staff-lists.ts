/** Figures: the staff's list and the overview over very many guarantees, asked for at a set pace, beside the same over ten thousand. */
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { dayInJapan } from '../../domain/dates.ts';
import { staffReader } from '../../domain/scopes.ts';
import { causeGroups } from '../../prisma/cause-groups.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { countListed, type ListSearch, listedGuarantees } from '../../prisma/listed-guarantees.ts';
import { seedRegisters } from '../../prisma/sample-registers.ts';
import { stageCounts, stageFlow } from '../../prisma/stage-totals.ts';
import { todaysWork } from '../../prisma/todays-work.ts';
import { databaseUrl, ensureDatabase, logins } from '../stack/databases.ts';
import { houses } from '../stack/houses.ts';
import { withTemporaryPostgres } from '../stack/temporary-postgres.ts';
import { besides, compared, type Figure, median, percentile, reported } from './figure.ts';
import { generateGuarantees } from './real-shapes.ts';

const few = 10_000;
const aSecond = 20;
const staff = staffReader('all');

/** What a page asks for: its rows and their count; of the overview all that stands on it but the circuits. */
const pages: Readonly<Record<string, Partial<ListSearch>>> = {
  newest: {},
  stage: { stages: ['posted'], sort: 'waiting' },
  'waits-for': { stages: ['returned', 'awaiting-fee', 'posted'], sort: 'amount' },
  'authority-and-amount': { authority: '大川', fromYen: 10_000_000 },
  'branch-and-product': { branchId: 'shape-3', product: 'midterm-prepayment', sort: 'amount' },
  'branch-and-form': { branchId: 'shape-3', form: 'paper', sort: 'waiting' },
  'branch-and-amount': { branchId: 'shape-3', toYen: 1_000_000 },
  'branch-and-words': { branchId: 'shape-3', words: '橋梁', sort: 'due' },
  stuck: { stuck: true, sort: 'due' },
  'one-character': { words: '工' },
  'one-rare-character': { words: '𠮷' },
  'two-characters': { words: '橋梁' },
  'many-characters': { words: '橋梁補修 市道12' },
  number: { words: '41003-0000123' },
  'not-issued': { dueToday: { kind: 'not-issued', today: dayInJapan(new Date()) }, sort: 'due' },
  'ending-soon': { dueToday: { kind: 'ending-soon', today: dayInJapan(new Date()) }, sort: 'amount' },
};

export async function staffLists(
  { guarantees, requests }: { readonly guarantees: number; readonly requests: number },
  say: (sentence: string) => void,
): Promise<Figure[]> {
  const small = await measured(few, requests, say);
  const large = await measured(guarantees, requests, say);
  const figures = Object.keys(large.times).flatMap((name) => {
    const [times, fewTimes] = [large.times[name] ?? [], small.times[name] ?? []];
    return [
      besides(`staff-${name}-p50`, 'ms', { value: median(times), baseline: median(fewTimes) }),
      reported(`staff-${name}-p99`, 'ms', '≤ 100', [percentile(times, 0.99)]),
    ];
  });
  const medians = (times: Readonly<Record<string, number[]>>) => median(Object.values(times).map(median));
  const cost = { value: medians(large.times), baseline: medians(small.times) };
  return [
    ...figures,
    compared('staff-page-many-to-few', 'ms', '≤ 2', [cost]),
    reported('staff-big-tables-read-whole', 'times', '≤ 0', [large.wholeReadings]),
  ];
}

async function measured(guarantees: number, requests: number, say: (sentence: string) => void) {
  return withTemporaryPostgres(async (server) => {
    await ensureDatabase(houses.service, server, { owner: 'measured', app: 'measured' });
    const { database, owner, app } = logins.service;
    const ownerUrl = databaseUrl(server, database, owner, 'measured');
    const db = openDatabase(databaseUrl(server, database, app, 'measured'), 4);
    await seedRegisters(db);
    say(`  ${guarantees.toLocaleString('en')} guarantees are generated`);
    await generateGuarantees(ownerUrl, guarantees);
    const begun = await wholeReadings(ownerUrl);
    let before = begun;
    const times: Record<string, number[]> = {};
    const asked: [string, () => Promise<unknown>][] = Object.entries(pages).map(([name, own]) => [
      name,
      () => list(db, own),
    ]);
    for (const [name, ask] of [...asked, ['overview', () => overview(db)] as const]) {
      times[name] = await paced(requests, ask);
      const after = await wholeReadings(ownerUrl);
      if (after > before) say(`  ${name} read big tables whole ${after - before} times`);
      before = after;
    }
    await db.$disconnect();
    return { times, wholeReadings: before - begun };
  });
}

function list(db: Database, own: Partial<ListSearch>) {
  const search: ListSearch = { sort: 'newest', ...own };
  return Promise.all([listedGuarantees(db, staff, search, { limit: 50 }), countListed(db, staff, search, 1001)]);
}

function overview(db: Database) {
  const now = new Date();
  const day = dayInJapan(now);
  return Promise.all([
    stageCounts(db, staff),
    stageFlow(db, staff, now),
    causeGroups(db, staff, day, null),
    todaysWork(db, staff, now),
  ]);
}

/** Milliseconds of each request; the next begins at its time, whether or not the one before has come back. */
async function paced(requests: number, ask: () => Promise<unknown>): Promise<number[]> {
  for (let n = 0; n < 10; n++) await ask(); // until the engines have compiled it
  const begun: Promise<number>[] = [];
  for (let n = 0; n < requests; n++) {
    const since = performance.now();
    begun.push(ask().then(() => performance.now() - since));
    await setTimeout(1000 / aSecond);
  }
  return Promise.all(begun);
}

/** How often PostgreSQL read one of the tables that grew big from end to end; a connection tells when it ends. */
async function wholeReadings(url: string): Promise<number> {
  await setTimeout(1500);
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ times: string }>(
    `SELECT sum(seq_scan) AS times FROM pg_stat_user_tables WHERE relname IN
      ('guarantee_listing', 'guarantee_search', 'guarantee', 'revision', 'construction_contract', 'application', 'deadline')
      AND n_live_tup > 20000`,
  );
  await client.end();
  return Number(rows[0]?.times ?? 0);
}
