/** kill -9 of Temporal while D-Sure's circuit is open: what is parked stays parked, spends no try, and goes on when it is closed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { byTheService } from '../../domain/audit.ts';
import { closeCircuit, openCircuit } from '../../prisma/circuits.ts';
import { queueName, revisionRunId } from '../../workflows/ids.ts';
import { createAboutToBePosted, startPosting } from '../support/cases-about-to-be-posted.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { type OwnTemporal, startTemporal } from '../support/temporal-server.ts';
import { until } from '../support/until.ts';
import { described } from './support/told-to-temporal.ts';

const count = 12;

let temporal: OwnTemporal;
let service: RunningService;
beforeAll(async () => {
  temporal = await startTemporal();
  service = await openService({}, temporal);
  await service.db.circuit.updateMany({ data: { probeEverySeconds: 1, probeSuccesses: 1, rampEverySeconds: 1 } });
}, 120_000);
afterAll(async () => {
  await service?.close();
  await temporal?.stop();
});

function circuit() {
  return service.db.circuit.findUniqueOrThrow({ where: { counterparty: 'd-sure' } });
}

/** What Temporal itself knows of D-Sure's queue; throws while it is away. */
function queue() {
  return service.client.workflowService.describeTaskQueue({
    namespace: 'default',
    taskQueue: { name: queueName(service.queuePrefix, 'd-sure') },
    taskQueueType: 2,
    reportStats: true,
    reportConfig: true,
  });
}

/** The posting as Temporal holds it. */
async function pendingOf(guaranteeId: string) {
  return (await described(service, revisionRunId(guaranteeId, 1))).pendingActivities?.[0];
}

/** It waits in the queue, and nobody began with it. */
async function isParked(guaranteeId: string): Promise<boolean> {
  const pending = await pendingOf(guaranteeId);
  return pending?.attempt === 1 && pending.lastStartedTime === null;
}

/** Milliseconds since 1970 of a time as Temporal tells it. */
function instant(time: { readonly seconds?: unknown } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1000;
}

test('on its return the queue’s rate is 0 again, no try was spent, and closing the circuit lets everything go on', async () => {
  const early = await createAboutToBePosted(service, count);
  await service.db.$transaction((tx) => openCircuit(tx, 'd-sure', 'D-Sureの保守のため', byTheService, new Date()));
  await until(async () => (await circuit()).appliedPerSecond === 0);
  await startPosting(service, early);
  for (const id of early) await until(() => pendingOf(id));

  await temporal.kill();
  const killedAt = Date.now();
  const back = await until(queue, 60_000);
  expect(back.config?.queueRateLimit?.rateLimit?.requestsPerSecond).toBe(0);
  // The keeper does not trust a server that was away: it tells the rate again.
  await until(async () => ((await circuit()).appliedAt?.getTime() ?? 0) > killedAt, 60_000);
  // The workers are back at this very queue, and new cases come to it.
  await until(
    async () => (await queue()).pollers?.some(({ lastAccessTime }) => instant(lastAccessTime) > killedAt),
    90_000,
  );
  const all = [...early, ...(await createAboutToBePosted(service, 1))];
  await startPosting(service, all.slice(count));
  // A server that starts hands out some before it knows the rate: they come back undone, and are parked like the others.
  await until(async () => (await Promise.all(all.map(isParked))).every(Boolean), 60_000);
  expect(await service.db.event.count({ where: { kind: 'posted' } })).toBe(0);
  expect((await service.services.dSure.listing(null, 200)).certificates).toEqual([]);
  expect(await circuit()).toMatchObject({ state: 'open', perSecond: 0, reason: 'D-Sureの保守のため' });

  await service.db.$transaction((tx) => closeCircuit(tx, 'd-sure', '保守が終わったため', byTheService, new Date()));
  await until(async () => (await service.db.revision.count({ where: { stage: 'posted' } })) === all.length, 90_000);
  const posted = await service.db.event.groupBy({ by: ['guaranteeId'], where: { kind: 'posted' }, _count: true });
  expect(posted.map(({ _count }) => _count)).toEqual(all.map(() => 1));
  expect(await service.db.incident.count()).toBe(0);
}, 400_000);
