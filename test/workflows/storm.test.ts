/** D-Sure is down with 300 cases: one cause, the circuit opens, D-Sure is back, and one press frees them all, none twice. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dayInJapan } from '../../domain/dates.ts';
import { staffReader } from '../../domain/scopes.ts';
import { causeGroups } from '../../prisma/cause-groups.ts';
import { startBulkRetry, untilOver } from '../support/bulk-retries.ts';
import { createAboutToBePosted, startPosting } from '../support/cases-about-to-be-posted.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

const count = 300;

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

function groups() {
  return causeGroups(service.db, staffReader('all'), dayInJapan(new Date()), null);
}

function stuck(): Promise<number> {
  return service.db.incident.count({ where: { closedAt: null, state: 'open' } });
}

/** It opens by what failed; let do so once all cases are stuck, so that none of them is parked before it is. */
const settings = {
  automatic: true,
  leastTries: 300,
  windowSeconds: 600,
  openSeconds: 1,
  probeEverySeconds: 1,
  probeSuccesses: 2,
  rampFromPerSecond: 16,
  rampEverySeconds: 1,
  rampUntilPerSecond: 64,
};

test('all 300 are one cause, the circuit opens, and a bulk retry frees them, each posted once', async () => {
  const ids = await createAboutToBePosted(service, count);
  await service.dSure.kill();
  await startPosting(service, ids);
  await until(async () => (await stuck()) === count, 120_000);
  await service.db.circuit.update({ where: { counterparty: 'd-sure' }, data: settings });

  await until(
    async () => (await service.db.circuit.findUniqueOrThrow({ where: { counterparty: 'd-sure' } })).state !== 'closed',
    120_000,
  );
  const open = await until(async () => {
    const [group, ...others] = await groups();
    return others.length === 0 && group !== undefined && group.open === count && group;
  }, 60_000);
  expect(open).toMatchObject({
    fingerprint: 'post × DSureUnreachable × d-sure',
    amountYen: count * 20_000_000,
    missesToday: count, // what tells today's date and arrives tomorrow has another legal date (R-I10)
  });

  await service.dSure.start();
  await until(
    async () => (await service.db.circuit.findUniqueOrThrow({ where: { counterparty: 'd-sure' } })).state === 'closed',
    120_000,
  );
  const id = await startBulkRetry(service, { fingerprint: open.fingerprint }, 6000);
  const over = await untilOver(service, id, 180_000);
  expect(over).toMatchObject({ state: 'done', total: over.counts.fixed, counts: { waiting: 0, sent: 0 } });
  expect(over.total).toBe(count);

  await until(async () => (await service.db.revision.count({ where: { stage: 'posted' } })) === count, 60_000);
  expect(await groups()).toEqual([]);
  const events = await service.db.event.groupBy({ by: ['guaranteeId'], where: { kind: 'posted' }, _count: true });
  expect(events).toHaveLength(count);
  expect(events.every(({ _count }) => _count === 1)).toBe(true);
  expect(await postedAtDSure()).toHaveLength(count);
  const retried = await service.db.command.groupBy({
    by: ['incidentId'],
    where: { client: 'bulk-retry' },
    _count: true,
  });
  expect(retried.every(({ _count }) => _count === 1)).toBe(true);
}, 480_000);

test('with D-Sure answering wrongly the canary stops the rest, which is not touched', async () => {
  await service.db.circuit.updateMany({ data: { automatic: false } });
  const ids = await createAboutToBePosted(service, 12);
  await service.dSure.kill();
  const wrong = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"arrived":"perhaps"}');
  });
  await new Promise<void>((listening) =>
    wrong.listen(Number(new URL(service.dSure.url).port), '127.0.0.1', () => listening()),
  );
  await startPosting(service, ids);
  await until(async () => (await stuck()) === 12, 60_000);
  const [group] = await groups();
  expect(group?.fingerprint).toBe('post × DSureAnswersWrongly × d-sure');

  const id = await startBulkRetry(service, { fingerprint: 'post × DSureAnswersWrongly × d-sure' });
  const over = await untilOver(service, id);
  expect(over).toMatchObject({ state: 'stopped-by-canary', counts: { 'still-stuck': 1, waiting: 11, fixed: 0 } });
  expect((await groups())[0]).toMatchObject({ open: 12, stillStuck: 1 });

  wrong.closeAllConnections();
  await new Promise((closed) => wrong.close(closed));
  await service.dSure.start();
  const again = await startBulkRetry(service, { fingerprint: 'post × DSureAnswersWrongly × d-sure' });
  expect(await untilOver(service, again)).toMatchObject({ state: 'done', counts: { fixed: 12 } });
}, 240_000);

async function postedAtDSure(): Promise<string[]> {
  const numbers: string[] = [];
  for (let after: string | null = null; ; ) {
    const { certificates, cursor } = await service.services.dSure.listing(after, 200);
    if (certificates.length === 0) return [...new Set(numbers)];
    numbers.push(...certificates.map(({ guaranteeNumber }) => guaranteeNumber));
    after = cursor;
  }
}
