/** Counterparties asked for real: what each says while it is well, while it is not, and when it is back. */
import { execFileSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { askAll, startHealthKeeper } from '../../activities/health-keeper.ts';
import type { AskedName } from '../../domain/counterparty-health.ts';
import { createFolderProbe } from '../../services/document-store.ts';
import { dSureQuestion, temporalQuestion } from '../../services/health-questions.ts';
import { createMailer } from '../../services/mailer.ts';
import { connectTemporal } from '../../services/temporal.ts';
import { type DSureProcess, openDSure } from '../support/d-sure-process.ts';
import { type Inbox, openInbox } from '../support/inbox.ts';
import { openServiceTables, type ServiceTables } from '../support/service-tables.ts';
import { openSmallDisk } from '../support/small-disk.ts';
import { sharedTemporal } from '../support/temporal-server.ts';
import { until } from '../support/until.ts';

const disk = openSmallDisk();
const documents = createFolderProbe(disk.folder, disk.write);

let tables: ServiceTables;
let dSure: DSureProcess;
let inbox: Inbox;
let now = new Date('2026-04-01T01:42:00Z');
beforeAll(async () => {
  [tables, dSure, inbox] = await Promise.all([openServiceTables(), openDSure(), openInbox()]);
  await tables.db.counterpartyHealth.updateMany({ data: { nextAt: now } });
});
afterAll(async () => {
  await Promise.all([tables.close(), dSure.close(), inbox.close()]);
  disk.remove();
});

/** Each asked once at this time, with neighbours of the test's own; what is kept then, by name. */
async function heard(minutesLater: number, own: { smtp?: string; namespace?: string; silence?: AskedName } = {}) {
  now = new Date(now.getTime() + minutesLater * 60_000);
  const mailer = createMailer(own.smtp ?? inbox.url, 'hosho@mirai-hosho.example.jp');
  const { address } = sharedTemporal();
  const temporal = connectTemporal({ address, namespace: own.namespace ?? 'default', tls: null, apiKey: null });
  const questions = {
    'd-sure': dSureQuestion({ url: dSure.url, timeoutMs: 5000 }),
    smtp: () => mailer.verify(),
    documents,
    temporal: temporalQuestion(temporal, 5000),
    database: () => tables.db.$queryRaw`SELECT 1`,
    ...(own.silence === undefined ? {} : { [own.silence]: () => new Promise(() => undefined) }),
  };
  const logger = { warn: () => undefined };
  await askAll({ db: tables.db, clock: { now: () => now }, logger, questions }, 15_000, own.silence ? 50 : 10_000);
  mailer.close();
  await temporal.connection.close();
  const rows = await tables.db.counterpartyHealth.findMany();
  return Object.fromEntries(rows.map((row) => [row.name, row])) as Record<AskedName, (typeof rows)[number]>;
}

test('all that are well say so, each with the time that it took', async () => {
  const all = await heard(0);
  for (const name of ['d-sure', 'smtp', 'documents', 'temporal', 'database'] as const) {
    expect(all[name]).toMatchObject({ askedAt: now, answeredAt: now, failingSince: null, failure: null });
    expect(all[name].latencyMs).toBeGreaterThanOrEqual(0);
  }
  expect(inbox.mails).toEqual([]);
});

test('whoever comes before the time, or at the same moment as another, asks nobody', async () => {
  let asked = 0;
  const count = async () => void asked++;
  const questions = { 'd-sure': count, smtp: count, documents: count, temporal: count, database: count };
  const services = { db: tables.db, clock: { now: () => now }, logger: { warn: () => undefined }, questions };
  await askAll(services, 15_000);
  expect(asked).toBe(0);
  now = new Date(now.getTime() + 60_000);
  await Promise.all(Array.from({ length: 4 }, () => askAll(services, 15_000)));
  expect(asked).toBe(5);
});

test('D-Sure stopped: since the first time that it did not answer, and well again when it is back', async () => {
  await dSure.kill();
  const first = (await heard(1))['d-sure'];
  const failedFirst = now;
  expect(first).toMatchObject({ askedAt: now, failingSince: now, failedAt: now, failure: 'DSureUnreachable' });
  expect(first.answeredAt?.getTime()).toBeLessThan(now.getTime());
  expect((await heard(5))['d-sure']).toMatchObject({ failedAt: now, failingSince: failedFirst });
  await dSure.start();
  expect((await heard(1))['d-sure']).toMatchObject({
    answeredAt: now,
    failingSince: null,
    failure: 'DSureUnreachable',
  });
});

test('a mail server that refuses us, that takes no sign-in of ours, and that is gone', async () => {
  const refusing = createServer((socket) => socket.end('554 5.7.1 not from you\r\n'));
  await new Promise<void>((listening) => refusing.listen(0, '127.0.0.1', listening));
  const { port } = refusing.address() as AddressInfo;
  expect((await heard(1, { smtp: `smtp://127.0.0.1:${port}` })).smtp.failure).toBe('MailRefused');
  await new Promise((closed) => refusing.close(closed));
  expect((await heard(1, { smtp: `smtp://127.0.0.1:${port}` })).smtp.failure).toBe('MailServerUnreachable');
  inbox.askPassword('the right one');
  const wrong = inbox.url.replace('smtp://', 'smtp://hosho:wrong@');
  const { smtp } = await heard(1, { smtp: wrong });
  expect(smtp.failure).toBe('MailCredentialsRefused');
  expect(JSON.stringify(smtp)).not.toMatch(/wrong|127\.0\.0\.1/);
  inbox.askPassword(null);
  expect((await heard(1)).smtp.failingSince).toBeNull();
});

test('a full disk, with nothing left behind by the asking once there is room', async () => {
  disk.fill();
  expect((await heard(1)).documents).toMatchObject({ failure: 'StoreFull', failingSince: now });
  disk.makeRoom();
  expect((await heard(1)).documents).toMatchObject({ answeredAt: now, failingSince: null });
  expect(execFileSync('ls', ['-A', disk.folder], { encoding: 'utf8' })).toBe('');
});

test('a namespace that Temporal does not know, and one that says nothing at all', async () => {
  expect((await heard(1, { namespace: 'nobody-made-it' })).temporal.failure).toBe('TemporalUnreachable');
  const { database } = await heard(1, { silence: 'database' });
  expect(database).toMatchObject({ failure: 'NoAnswerInTime', failingSince: now });
});

test('the worker asks for as long as it lives', async () => {
  await tables.db.counterpartyHealth.updateMany({ data: { askedAt: null, nextAt: new Date() } });
  let asked = 0;
  const count = async () => void asked++;
  const questions = { 'd-sure': count, smtp: count, documents: count, temporal: count, database: count };
  const clock = { now: () => new Date() };
  const keeper = startHealthKeeper({ db: tables.db, clock, logger: { warn: () => undefined }, questions }, 1000);
  await until(() => Promise.resolve(asked >= 10));
  await keeper.stop();
  expect(await tables.db.counterpartyHealth.count({ where: { askedAt: null } })).toBe(0);
});
