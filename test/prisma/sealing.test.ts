import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { startSealer } from '../../activities/sealer.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { batchHash } from '../../prisma/event-hashes.ts';
import { appendEvents, chainOf } from '../../prisma/events.ts';
import { sealEvents, sealedChannel } from '../../prisma/sealing.ts';
import { createCase } from '../activities/support/cases.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';
import { until } from '../support/until.ts';

let tables: ServiceTables;
let db: Database;
let guarantees: string[];

beforeAll(async () => {
  tables = await openServiceTables(12);
  ({ db } = tables);
  const means = { db, activities: {} as never };
  guarantees = [];
  for (let n = 0; n < 3; n++) guarantees.push((await createCase(means, 'applied')).guaranteeId);
});
afterAll(() => tables.close());
beforeEach(async () => {
  await seal();
});

const seal = (by: Database = db) => sealEvents(by, () => new Date());
const noted = { revision: 1, kind: 'noted', actorId: null, content: { note: 'words' } };

/** Appends so many events to a guarantee, under its row lock as every writer does. */
function append(guaranteeId: string, count = 1, beforeCommit: () => Promise<unknown> = async () => undefined) {
  return db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM guarantee WHERE id = ${guaranteeId}::uuid FOR UPDATE`;
    await appendEvents(tx, await chainOf(tx, guaranteeId), Array(count).fill(noted), new Date());
    await beforeCommit();
  });
}

/** What is wrong with the sealed sequence; nothing where it is whole. */
async function faults(): Promise<string[]> {
  const sealed = await db.sealedEvent.findMany({ orderBy: { position: 'asc' } });
  const events = new Map((await db.event.findMany()).map((event) => [event.id, event]));
  const batches = await db.sealedBatch.findMany({ orderBy: { lastPosition: 'asc' } });
  const found: string[] = [];
  const lastOf = new Map<string, number>();
  for (const [index, { position, eventId, guaranteeId }] of sealed.entries()) {
    const event = events.get(eventId);
    if (position !== BigInt(index + 1)) found.push(`position ${position} stands at ${index + 1}`);
    if (event?.guaranteeId !== guaranteeId) found.push(`${position} names another guarantee`);
    if (event?.sequence !== (lastOf.get(guaranteeId ?? '') ?? 0) + 1)
      found.push(`${position} is out of its chain's order`);
    lastOf.set(guaranteeId ?? '', event?.sequence ?? 0);
  }
  let hash = '';
  for (const batch of batches) {
    const inside = sealed.slice(Number(batch.firstPosition) - 1, Number(batch.lastPosition));
    const hashes = inside.map(({ eventId }) => ({ hash: events.get(eventId)?.hash ?? '' }));
    if (batch.previousHash !== hash || batch.hash !== batchHash(hash, hashes))
      found.push(`batch ${batch.lastPosition}`);
    hash = batch.hash;
  }
  if (BigInt(sealed.length) !== (batches.at(-1)?.lastPosition ?? 0n)) found.push('the batches end elsewhere');
  if (sealed.length !== events.size) found.push(`${events.size - sealed.length} are not sealed`);
  return found;
}

test('every committed event is sealed once, in the order of its chain, and the batches chain', async () => {
  for (const id of guarantees) await append(id, 3);
  expect(await faults()).toEqual(['9 are not sealed']);
  expect(await seal()).toBe(9);
  expect(await faults()).toEqual([]);
  expect(await seal()).toBe(0);
});

test('more than one batch is sealed in one go', async () => {
  await append(guarantees[0] as string, 2300);
  expect(await seal()).toBe(2300);
  expect(await faults()).toEqual([]);
});

test('an event that is committed late is sealed late, and nothing waits for it', async () => {
  const [slow = '', quick = ''] = guarantees;
  let commit = () => {};
  const mayCommit = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written = () => {};
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = append(slow, 2, () => {
    written();
    return mayCommit;
  });
  await isWritten;
  await append(quick);
  expect(await seal()).toBe(1);
  commit();
  await late;
  expect(await seal()).toBe(2);
  expect(await faults()).toEqual([]);
});

test('what was rolled back is not sealed, and leaves no gap', async () => {
  const [id = ''] = guarantees;
  await expect(append(id, 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await append(id);
  expect(await seal()).toBe(1);
  expect(await faults()).toEqual([]);
});

test('several sealers at once, while events come, seal each event once', async () => {
  const others = await Promise.all([1, 2, 3].map(async () => openDatabase(tables.appUrl, 2)));
  const silent = { warn: () => undefined };
  const sealers = others.map((other) =>
    startSealer({ db: other, clock: { now: () => new Date() }, logger: silent }, 1),
  );
  for (let round = 0; round < 10; round++) await Promise.all(guarantees.map((id) => append(id, 2)));
  await until(async () => (await db.unsealedEvent.count()) === 0);
  await Promise.all(sealers.map((sealer) => sealer.stop()));
  await Promise.all(others.map((other) => other.$disconnect()));
  expect(await faults()).toEqual([]);
});

test('only one sealer seals at a time: another finds the lock taken and goes', async () => {
  await append(guarantees[0] as string);
  const holder = new Client({ connectionString: tables.ownerUrl });
  await holder.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT pg_advisory_xact_lock(4032016)');
  expect(await seal()).toBe(0);
  await holder.query('ROLLBACK');
  await holder.end();
  expect(await seal()).toBe(1);
});

describe('a sealer killed half-way', () => {
  const statements = [
    'asks for the lock',
    'takes',
    'reads the head',
    'writes the sequence',
    'writes the batch',
    'tells',
  ];
  test.each(statements.map((name, index) => [name, index + 1] as const))(
    'before it %s has sealed nothing, and the next one all',
    async (_name, nth) => {
      for (const id of guarantees) await append(id);
      const before = await db.sealedEvent.count();
      expect(await sealerKilledAt(nth)).toBe('SIGKILL');
      expect(await db.sealedEvent.count()).toBe(before);
      // The killed one's transaction may still be ending: until then the lock is taken.
      await until(async () => (await seal()) === 3);
      expect(await faults()).toEqual([]);
    },
  );
});

function sealerKilledAt(nth: number): Promise<string> {
  const script = fileURLToPath(new URL('support/dying-sealer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, tables.appUrl, String(nth)], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((ended) => {
    child.once('close', (code, signal) => ended(signal ?? `ended with ${code}`));
  });
}

test('a batch is told once, when it is committed, with its last position and nothing else', async () => {
  const listener = new Client({ connectionString: tables.appUrl });
  await listener.connect();
  const heard: (string | undefined)[] = [];
  listener.on('notification', ({ payload }) => heard.push(payload));
  await listener.query(`LISTEN ${sealedChannel}`);
  await append(guarantees[0] as string, 3);
  await seal();
  const last = await db.sealedBatch.findFirstOrThrow({ orderBy: { lastPosition: 'desc' } });
  await until(() => heard.length > 0);
  await listener.end();
  expect(heard).toEqual([String(last.lastPosition)]);
});

test('the service can neither change nor take back what is sealed', async () => {
  await expect(db.sealedEvent.updateMany({ data: { position: 0n } })).rejects.toThrow(/permission denied/);
  await expect(db.sealedEvent.deleteMany()).rejects.toThrow(/permission denied/);
  await expect(db.sealedBatch.updateMany({ data: { hash: '' } })).rejects.toThrow(/permission denied/);
  await expect(db.unsealedEvent.updateMany({ data: { eventId: guarantees[0] as string } })).rejects.toThrow(
    /permission denied/,
  );
});

test('the events of before the sealer are sealed as well: the migration lets them wait', async () => {
  const { readFileSync, readdirSync } = await import('node:fs');
  const folder = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));
  const name = readdirSync(folder).find((migration) => migration.endsWith('_sealed_events')) as string;
  const backfill = readFileSync(`${folder}${name}/migration.sql`, 'utf8').match(
    /^INSERT INTO unsealed_event .*;$/m,
  )?.[0] as string;
  const owner = openDatabase(tables.ownerUrl, 2);
  await owner.$executeRaw`TRUNCATE sealed_event, sealed_batch`;
  await owner.$executeRawUnsafe(backfill);
  await owner.$disconnect();
  expect(await seal()).toBe(await db.event.count());
  expect(await faults()).toEqual([]);
});
