/** Circuits on a real server: parked activities spend no tries; what failed too often is parked by itself, and tried again. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { byTheService } from '../../domain/audit.ts';
import type { Counterparty } from '../../domain/circuit.ts';
import { closeCircuit, openCircuit } from '../../prisma/circuits.ts';
import { queueName, revisionRunId } from '../../workflows/ids.ts';
import { apply, command, untilIncident, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';
import { described } from './support/told-to-temporal.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const quick = {
  leastTries: 3,
  windowSeconds: 60,
  openSeconds: 1,
  probeEverySeconds: 1,
  probeSuccesses: 2,
  rampEverySeconds: 1,
  rampFromPerSecond: 4,
  rampUntilPerSecond: 8,
};
beforeEach(async () => {
  await service.db.circuit.updateMany({ data: { ...quick, automatic: false } });
});

function circuit(counterparty: Counterparty) {
  return service.db.circuit.findUniqueOrThrow({ where: { counterparty } });
}

/** The server knows of the state: the queue lets through what the row says. */
function untilApplied(counterparty: Counterparty, state: string) {
  return until(async () => {
    const row = await circuit(counterparty);
    return row.state === state && row.perSecond === row.appliedPerSecond && row;
  }, 60_000);
}

function open(counterparty: Counterparty, reason: string) {
  return service.db.$transaction((tx) => openCircuit(tx, counterparty, reason, byTheService, new Date()));
}
function close(counterparty: Counterparty, reason: string) {
  return service.db.$transaction((tx) => closeCircuit(tx, counterparty, reason, byTheService, new Date()));
}

test('opened by hand, the queue is parked without a try; closed, everything goes on', async () => {
  await open('d-sure', 'D-Sureの保守のため');
  await untilApplied('d-sure', 'open');
  const { prepayment, contractGuarantee } = await apply(service);
  for (const id of [prepayment, contractGuarantee]) {
    await command(service, id, 'approve');
    await untilStage(service, id, 'posting');
  }
  const pending = await until(
    async () => (await described(service, revisionRunId(prepayment, 1))).pendingActivities?.[0],
  );
  expect(pending).toMatchObject({ attempt: 1, lastStartedTime: null });
  // Longer than every limit that counts from a start: it is no limit of a parked one.
  const queue = queueName(service.queuePrefix, 'd-sure');
  const { stats } = await service.client.workflowService.describeTaskQueue({
    namespace: 'default',
    taskQueue: { name: queue },
    taskQueueType: 2,
    reportStats: true,
  });
  expect(Number(stats?.approximateBacklogCount)).toBeGreaterThanOrEqual(2);

  await close('d-sure', '保守が終わったため');
  for (const id of [prepayment, contractGuarantee]) await untilStage(service, id, 'posted');
  await untilApplied('d-sure', 'closed');
  expect(await service.db.incident.count()).toBe(0);
  const acts = await service.db.event.findMany({ where: { subject: 'circuit/d-sure' }, orderBy: { sequence: 'asc' } });
  expect(acts.map(({ kind }) => kind)).toEqual([
    'circuit-open',
    'circuit-half-open',
    'circuit-ramping',
    'circuit-closed',
  ]);
}, 120_000);

test('what is handed out although the circuit is open comes back undone: no try, no incident, nothing posted', async () => {
  // The server was never told: its queue lets everything through, as one does for a moment that starts again.
  const open = { state: 'open', perSecond: 0, appliedPerSecond: 0, appliedAt: new Date(Date.now() + 3_600_000) };
  await service.db.circuit.update({
    where: { counterparty: 'd-sure' },
    data: { ...open, since: new Date(), nextStepAt: null, reason: '保守のため' },
  });
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  const run = service.client.workflow.getHandle(revisionRunId(prepayment, 1));
  const returned = await until(async () => {
    const { events } = await run.fetchHistory();
    return events?.find(({ activityTaskFailedEventAttributes }) => activityTaskFailedEventAttributes != null);
  }, 60_000);
  const { failure } = returned.activityTaskFailedEventAttributes ?? {};
  expect(failure).toMatchObject({ applicationFailureInfo: { type: 'CircuitIsOpen', nonRetryable: true } });
  await until(
    async () => (await described(service, revisionRunId(prepayment, 1))).pendingActivities?.[0]?.attempt === 1,
  );
  await untilStage(service, prepayment, 'posting');
  await close('d-sure', '保守が終わったため');
  await untilStage(service, prepayment, 'posted');
  await untilApplied('d-sure', 'closed');
  expect(await service.db.incident.count()).toBe(0);
}, 120_000);

test('the switch of issuance stops issuing for everybody, and nothing is issued before it is let go on', async () => {
  await open('issuance', '料率表の確認のため');
  await untilApplied('issuance', 'open');
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  await untilStage(service, prepayment, 'issuing');
  await until(async () => (await described(service, revisionRunId(prepayment, 1))).pendingActivities?.[0]);
  expect(await service.db.certificate.count({ where: { guaranteeId: prepayment } })).toBe(0);
  await close('issuance', '確認が終わったため');
  await untilStage(service, prepayment, 'posted');
}, 120_000);

test('what fails too often opens by itself, is tried while it is away, and comes back by itself', async () => {
  await service.dSure.kill();
  await service.db.circuit.update({ where: { counterparty: 'd-sure' }, data: { automatic: true } });
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  const opened = await until(async () => {
    const row = await circuit('d-sure');
    return row.state === 'open' && row;
  });
  expect(opened.reason).toMatch(/^直近60秒の失敗が\d+%以上になったため、自動で止めました。$/);
  expect(opened.byId).toBeNull();
  // It probes, fails, and opens again.
  await until(async () => (await circuit('d-sure')).reason === '試した処理が失敗したため、また止めました。', 60_000);
  await service.dSure.start();
  await untilApplied('d-sure', 'closed');
  const incident = await service.db.incident.findFirst({ where: { guaranteeId: prepayment, closedAt: null } });
  if (incident !== null) {
    const { id } = await untilIncident(service, prepayment);
    await command(service, prepayment, 'retry', { by: 'operator', incidentId: id });
  }
  await untilStage(service, prepayment, 'posted');
}, 120_000);
