/** The head of each day: told once, exactly, by mail; and mails to our own people in general. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sendDeskMails } from '../../activities/desk-mails.ts';
import { byTheService } from '../../domain/audit.ts';
import { recordAct } from '../../prisma/acts.ts';
import { recordDailyHeads } from '../../prisma/daily-heads.ts';
import { type Database, openDatabase } from '../../prisma/database.ts';
import { askDeskMails } from '../../prisma/desk-mails.ts';
import { sealEvents } from '../../prisma/sealing.ts';
import { createMailer } from '../../services/mailer.ts';
import { type Inbox, openInbox } from '../support/inbox.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';

let tables: TestDatabase;
let db: Database;
let inbox: Inbox;
beforeAll(async () => {
  inbox = await openInbox();
});
beforeEach(async () => {
  tables = await createDatabase('service');
  db = openDatabase(tables.appUrl, 8);
  taken = inbox.mails.length;
});
afterEach(async () => {
  inbox.refuseWith(null);
  await db.$disconnect();
  await tables.drop();
});
afterAll(() => inbox.close());

let taken = 0;
const mails = () => inbox.mails.slice(taken);
const night = ['night@mirai-hosho.example.jp', 'audit@mirai-hosho.example.jp'];
/** An instant as a clock on a wall in Japan shows it. */
const at = (text: string) => new Date(`${text}:00+09:00`);

async function sealedAt(instant: Date): Promise<void> {
  const act = { subject: 'circuit/d-sure', kind: 'circuit-opened', before: null, after: null, reason: null } as const;
  await db.$transaction((tx) => recordAct(tx, { ...act, actor: byTheService }, instant));
  await sealEvents(db, () => instant);
}

async function send(now: Date): Promise<void> {
  const mailer = createMailer(inbox.url, 'hosho@mirai-hosho.example.jp');
  await sendDeskMails({
    db,
    clock: { now: () => now },
    logger: { warn: () => undefined },
    mailer,
    names: { operationsUrl: 'https://operations.example.jp' },
  });
  mailer.close();
}

test('a day that is over is told to each address once, with the hash that its last batch has', async () => {
  await sealedAt(at('2026-04-01T10:00'));
  await sealedAt(at('2026-04-01T23:59'));
  const head = await db.sealedBatch.findFirstOrThrow({ orderBy: { lastPosition: 'desc' } });
  await sealedAt(at('2026-04-02T00:01'));
  expect(await recordDailyHeads(db, night, at('2026-04-02T00:04'))).toEqual([]); // a batch may still be under way
  expect(await recordDailyHeads(db, night, at('2026-04-02T00:06'))).toEqual(['2026-04-01']);
  expect(await recordDailyHeads(db, night, at('2026-04-02T00:07'))).toEqual([]);
  for (const time of ['00:08', '03:00', '23:00']) await send(at(`2026-04-02T${time}`));
  expect(
    mails()
      .map(({ to }) => [to].flat()[0]?.text)
      .sort(),
  ).toEqual([...night].sort());
  const [mail] = mails();
  expect(mail?.subject).toBe('【保証】監査記録の先頭ハッシュ（2026年4月1日（水））');
  expect(mail?.text).toContain('記録の番号　：2（この日の記録 2件）');
  expect(mail?.text).toContain(`bin/hosho audit verify --head 2026-04-01=${head.hash}`);
});

test('days that the worker missed are told later, also those on which nothing happened', async () => {
  expect(await recordDailyHeads(db, night, at('2026-04-01T12:00'))).toEqual([]); // nothing was ever sealed
  await sealedAt(at('2026-04-01T10:00'));
  expect(await recordDailyHeads(db, night, at('2026-04-02T12:00'))).toEqual(['2026-04-01']);
  await sealedAt(at('2026-04-04T10:00'));
  const missed = ['2026-04-02', '2026-04-03', '2026-04-04'];
  expect(await recordDailyHeads(db, night, at('2026-04-05T12:00'))).toEqual(missed);
  const heads = await db.dailyHead.findMany({ orderBy: { day: 'asc' } });
  expect(heads.map(({ position }) => position)).toEqual([1n, 1n, 1n, 2n]);
});

test('many workers at once tell a day once, and send each mail once', async () => {
  await sealedAt(at('2026-04-01T10:00'));
  const now = at('2026-04-02T01:00');
  await Promise.all(Array.from({ length: 6 }, () => recordDailyHeads(db, night, now)));
  await Promise.all(Array.from({ length: 6 }, () => send(now)));
  expect(mails()).toHaveLength(2);
  expect(await db.deskMail.count({ where: { state: 'sent', tries: 1 } })).toBe(2);
});

const statements = ['looks for the head', 'looks for the head before', 'writes the day', 'asks for its mails'];
test.each(statements.map((name, index) => [name, index + 1] as const))(
  'killed before it %s, a worker has told nothing, and the next one tells the day',
  async (_name, nth) => {
    await sealedAt(at('2026-04-01T10:00'));
    expect(await diedAt(String(nth))).toBe('SIGKILL');
    expect([await db.dailyHead.count(), await db.deskMail.count()]).toEqual([0, 0]);
    expect(await recordDailyHeads(db, night, at('2026-04-02T01:00'))).toEqual(['2026-04-01']);
    expect(await db.deskMail.count()).toBe(2);
  },
);

test('killed before the server has the mail: a later round sends it, once', async () => {
  await sealedAt(at('2026-04-01T10:00'));
  expect(await diedAt('before')).toBe('SIGKILL');
  expect(mails()).toHaveLength(0);
  await send(at('2026-04-02T00:59'));
  expect(mails()).toHaveLength(0); // nobody else takes it so soon
  await send(at('2026-04-02T01:10'));
  expect(mails()).toHaveLength(1);
});

test('killed when the server has it, before the receipt: the second one is known as the first', async () => {
  await sealedAt(at('2026-04-01T10:00'));
  expect(await diedAt('after')).toBe('SIGKILL');
  await send(at('2026-04-02T01:10'));
  await send(at('2026-04-02T02:10'));
  expect(mails()).toHaveLength(2);
  expect(new Set(mails().map(({ messageId }) => messageId)).size).toBe(1);
});

test('a mail that is not taken is tried again, ever later; one refused for good is dropped', async () => {
  const asked = { kind: 'daily-head', values: { dayText: '', day: '', position: '1', count: '1', hash: 'f' } };
  const start = at('2026-04-02T00:00');
  const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  const again = { ...asked, occasion: 'a', to: night.slice(0, 1) };
  expect(await askDeskMails(db, again, start)).toBe(1);
  expect(await askDeskMails(db, again, start)).toBe(0);
  inbox.refuseWith(450);
  for (const minute of [0, 1, 2, 3, 5, 6]) await send(later(minute));
  expect(await db.deskMail.findFirst()).toMatchObject({ state: 'waiting', tries: 3 });
  inbox.refuseWith(550);
  await send(later(60));
  expect(await db.deskMail.findFirst()).toMatchObject({ state: 'dropped', tries: 4 });
  inbox.refuseWith(null);
  await send(later(600));
  expect(mails()).toEqual([]);
});

test('the service cannot change the head of a day', async () => {
  await sealedAt(at('2026-04-01T10:00'));
  await recordDailyHeads(db, [], at('2026-04-02T01:00'));
  await expect(db.dailyHead.updateMany({ data: { hash: 'f' } })).rejects.toThrow(/permission denied/);
  await expect(db.dailyHead.deleteMany()).rejects.toThrow(/permission denied/);
});

function diedAt(point: string): Promise<string> {
  const script = fileURLToPath(new URL('support/dying-desk-mailer.ts', import.meta.url));
  const args = [tables.appUrl, inbox.url, at('2026-04-02T00:59').toISOString(), point];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((ended) => {
    child.once('close', (code, signal) => ended(signal ?? `ended with ${code}`));
  });
}
