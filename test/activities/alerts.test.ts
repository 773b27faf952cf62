/** Alerts: each change told once, whoever looks, however often, and whatever breaks off. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { byTheService } from '../../domain/audit.ts';
import { dayInJapan } from '../../domain/dates.ts';
import { watchForAlerts } from '../../prisma/alert-changes.ts';
import { closeCircuit, openCircuit, stepCircuits } from '../../prisma/circuits.ts';
import { fromDay } from '../../prisma/days.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { seeFindings } from '../../prisma/sweep-findings.ts';
import { type OpenAlerts, openAlerts } from './support/alerts.ts';

const minute = 60_000;

let alerts: OpenAlerts;
beforeAll(async () => {
  alerts = await openAlerts();
});
afterAll(() => alerts.close());
beforeEach(() => alerts.begin());

function told() {
  return alerts.db.alert.findMany({ orderBy: { happenedAt: 'asc' } });
}

test('a new cause is told once, and again at ten, however many look at once', async () => {
  await alerts.stuck(3);
  await Promise.all(Array.from({ length: 4 }, () => watchForAlerts(alerts.db, alerts.now)));
  await watchForAlerts(alerts.db, alerts.now);
  expect(await told()).toMatchObject([{ kind: 'cause-grows', values: { count: 3, errorName: 'StoreFull' } }]);
  await alerts.stuck(7);
  alerts.later(1);
  await watchForAlerts(alerts.db, alerts.now);
  await watchForAlerts(alerts.db, alerts.now);
  expect((await told()).map(({ values }) => (values as { count: number }).count)).toEqual([3, 10]);
  await Promise.all([alerts.sendMails(), alerts.sendMails(), alerts.send(), alerts.send()]);
  expect(alerts.inbox.mails.map(({ to }) => [to].flat()[0]?.text)).toEqual(
    Array(2).fill('night@mirai-hosho.example.jp'),
  );
  expect(alerts.inbox.mails.map(({ subject }) => subject)).toContain(
    '【保証】印刷が止まっています（10件） / Print is stuck (10)',
  );
  expect(alerts.inbox.mails[0]?.text).toContain('https://operations.example.jp/incidents/causes/print');
  expect(alerts.inbox.mails[0]?.text).toContain('Guaranteed amount in all: ¥');
  expect(alerts.heard).toHaveLength(2);
});

test('one that is gone for half an hour and comes back is told anew; one that only flickers is not', async () => {
  await alerts.stuck(1, 'issue');
  await watchForAlerts(alerts.db, alerts.now);
  const end = () =>
    alerts.owner.incident.updateMany({ where: { closedAt: null }, data: { state: 'fixed', closedAt: alerts.now } });
  await end();
  await watchForAlerts(alerts.db, alerts.now);
  alerts.later(10);
  await alerts.stuck(1, 'issue');
  await watchForAlerts(alerts.db, alerts.now);
  expect(await told()).toHaveLength(1);
  await end();
  await watchForAlerts(alerts.db, alerts.now);
  alerts.later(31);
  await watchForAlerts(alerts.db, alerts.now);
  await alerts.stuck(1, 'issue');
  await watchForAlerts(alerts.db, alerts.now);
  expect(await told()).toHaveLength(2);
});

test('a circuit that opens and closes is told to whom it concerns; a probe that fails is no news', async () => {
  await alerts.owner.circuit.update({ where: { counterparty: 'mail' }, data: { since: new Date(0) } });
  await alerts.db.$transaction((tx) => openCircuit(tx, 'mail', '保守', byTheService, alerts.now));
  alerts.later(1);
  await alerts.db.$transaction((tx) => closeCircuit(tx, 'mail', '保守が終わった', byTheService, alerts.now));
  alerts.later(1);
  await alerts.db.circuitCount.create({ data: { counterparty: 'mail', second: alerts.now, tries: 1, failures: 1 } });
  alerts.later(1);
  await stepCircuits(alerts.db, alerts.now); // half-open, failed: open again
  expect((await alerts.db.circuit.findUniqueOrThrow({ where: { counterparty: 'mail' } })).state).toBe('open');
  expect(await told()).toMatchObject([{ kind: 'circuit-opens', values: { counterparty: 'mail', reason: '保守' } }]);
  await alerts.sendMails();
  const people = alerts.inbox.mails.map(({ to }) => [to].flat()[0]?.text).sort();
  expect(people).toEqual(['circuits@mirai-hosho.example.jp', 'night@mirai-hosho.example.jp']);
});

test('what would miss today is told before the branch closes and before midnight, once each, with its branch', async () => {
  const at = (time: string) => new Date(`2026-04-01T${time}:00+09:00`); // a Wednesday
  alerts.now = at('12:00');
  await alerts.stuck(2);
  await alerts.owner.incident.updateMany({
    where: { closedAt: null },
    data: { promisedOn: fromDay(dayInJapan(alerts.now)) },
  });
  const { closesAt } = await alerts.db.branchReception.findFirstOrThrow({ where: { branchId: samples.branchId } });
  const seen: [string, string[]][] = [];
  const before = new Date(at(closesAt).getTime() - 30 * minute).toISOString();
  for (const time of [
    at('12:00'),
    new Date(before),
    new Date(before),
    at(closesAt),
    at('22:59'),
    at('23:10'),
    at('23:50'),
  ]) {
    alerts.now = time;
    await watchForAlerts(alerts.db, alerts.now);
    const kinds = (await told()).filter(({ kind }) => kind.startsWith('misses')).map(({ kind }) => kind);
    seen.push([time.toISOString(), kinds]);
  }
  expect(seen.map(([, told]) => told.length)).toEqual([0, 1, 1, 1, 1, 2, 2]);
  expect(seen.at(-1)?.[1]).toEqual(['misses-before-close', 'misses-before-midnight']);
  const [first] = (await told()).filter(({ kind }) => kind === 'misses-before-close');
  expect(first).toMatchObject({ branchId: samples.branchId, values: { count: 2, amountYen: 40_000_000 } });
});

test('what the sweeper found is told while nobody owns it', async () => {
  const seen = { kind: 'd-sure-unknown' as const, about: '31074-99999M No. 1', guaranteeId: null };
  await seeFindings(alerts.db, [seen], alerts.now);
  await watchForAlerts(alerts.db, alerts.now);
  expect(await told()).toMatchObject([{ kind: 'findings-grow', values: { finding: 'd-sure-unknown', count: 1 } }]);
  await alerts.sendMails();
  expect(alerts.inbox.mails[0]?.text).not.toContain('31074-99999M');
});

test('a mail that the server does not take is tried again, and told once', async () => {
  await alerts.stuck(1);
  await watchForAlerts(alerts.db, alerts.now);
  alerts.inbox.refuseWith(450);
  await alerts.sendMails();
  alerts.inbox.refuseWith(null);
  alerts.later(5);
  await alerts.sendMails();
  await alerts.sendMails();
  expect(alerts.inbox.mails).toHaveLength(1);
});

test('the transaction that breaks off has told nothing, and the next one tells', async () => {
  const breaking = alerts.db.$transaction(async (tx) => {
    await openCircuit(tx, 'd-sure', '保守', byTheService, alerts.now);
    throw new Error('broken off');
  });
  await expect(breaking).rejects.toThrow('broken off');
  expect([
    await alerts.db.alert.count(),
    await alerts.db.deskMail.count(),
    await alerts.db.webhookDelivery.count(),
  ]).toEqual([0, 0, 0]);
  await alerts.db.$transaction((tx) => openCircuit(tx, 'd-sure', '保守', byTheService, alerts.now));
  expect([
    await alerts.db.alert.count(),
    await alerts.db.deskMail.count(),
    await alerts.db.webhookDelivery.count(),
  ]).toEqual([1, 2, 1]);
});
