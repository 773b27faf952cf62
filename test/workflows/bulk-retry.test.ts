/** Bulk retries on a real server: the canary, the pace, what people decide meanwhile, and an honest result for each incident. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { staffReader } from '../../domain/scopes.ts';
import { bulkRetryView } from '../../prisma/bulk-retry-views.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { bulkRetryRunId, queueName } from '../../workflows/ids.ts';
import { bulkRetryWorkflowType } from '../../workflows/messages.ts';
import { decide, preview, startBulkRetry, untilOver } from '../support/bulk-retries.ts';
import { apply, command, untilIncident } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());
afterEach(() => service.inbox.refuseWith(null));

const fingerprint = 'mail × mail-must-be-deliverable × mail';
const reason = '引受の基準に合わないため。';

/** So many mails, each stuck with an incident of one cause. */
async function stuckMails(pairs: number): Promise<string[]> {
  service.inbox.refuseWith(550);
  const ids: string[] = [];
  for (let count = 0; count < pairs; count += 1) {
    const { prepayment, contractGuarantee } = await apply(service);
    for (const guaranteeId of [prepayment, contractGuarantee]) {
      await command(service, guaranteeId, 'decline', { content: { reason } });
      ids.push((await untilIncident(service, guaranteeId)).id);
    }
  }
  return ids;
}

async function itemsOf(bulkRetryId: string) {
  return service.db.bulkRetryItem.findMany({ where: { bulkRetryId }, orderBy: { place: 'asc' } });
}

test('nothing is sent before it is confirmed; then one goes first, then ten, then the rest, and each tells what came of it', async () => {
  await stuckMails(7);
  const id = await preview(service, { fingerprint }, 600);
  expect(await bulkRetryView(service.db, staffReader('all'), id)).toMatchObject({
    state: 'previewed',
    total: 14,
    missesToday: 0,
  });
  service.inbox.refuseWith(null);
  expect(await service.db.command.count({ where: { client: 'bulk-retry' } })).toBe(0);
  await decide(service, id, 'confirm');
  const over = await untilOver(service, id);
  expect(over).toMatchObject({ state: 'done', counts: { fixed: 14, waiting: 0, sent: 0 } });
  const [first, second, ...others] = await itemsOf(id);
  expect(second?.sentAt?.getTime()).toBeGreaterThanOrEqual(first?.settledAt?.getTime() ?? Number.NaN);
  const tenSettled = Math.max(
    ...[second, ...others.slice(0, 9)].map((item) => item?.settledAt?.getTime() ?? Number.NaN),
  );
  for (const item of others.slice(9)) expect(item.sentAt?.getTime()).toBeGreaterThanOrEqual(tenSettled);
  const retried = await service.db.incidentEntry.count({ where: { kind: 'retried', bulkRetryId: id } });
  expect(retried).toBe(14);
  // Each retry is the act of who confirmed it, from where and as what; the row keeps that no longer.
  const told = await service.db.event.findMany({ where: { kind: 'retry' }, include: { body: true } });
  expect(told).toHaveLength(14);
  const by = { roles: ['operator'], address: '203.0.113.9' };
  for (const event of told) {
    expect(event).toMatchObject({ actorId: samples.users.operator, body: { content: { bulkRetryId: id, by } } });
  }
  expect(await service.db.bulkRetry.findUnique({ where: { id } })).toMatchObject({ actedBy: null });
  const run = service.client.workflow.getHandle(bulkRetryRunId(id));
  await until(async () => (await run.describe()).status.name === 'COMPLETED');
}, 120_000);

test('the canary that fails stops the rest: one was tried, the others were not touched', async () => {
  const ids = await stuckMails(2);
  const id = await startBulkRetry(service, { incidentIds: ids });
  const over = await untilOver(service, id);
  expect(over).toMatchObject({ state: 'stopped-by-canary', counts: { 'still-stuck': 1, waiting: 3 } });
  expect(await service.db.incident.count({ where: { id: { in: ids }, reopenings: 1, state: 'open' } })).toBe(1);

  // Another cause is told as another cause.
  service.inbox.refuseDomain('marumaru-kensetsu.example.jp', '5.1.2 we deliver to no such domain');
  service.inbox.refuseWith(null);
  const again = await startBulkRetry(service, { incidentIds: ids });
  expect(await untilOver(service, again)).toMatchObject({ state: 'stopped-by-canary', counts: { 'new-cause': 1 } });
  const [item] = (await itemsOf(again)).filter(({ state }) => state === 'new-cause');
  const found = await service.db.incident.findUniqueOrThrow({ where: { id: item?.newIncidentId as string } });
  expect(found.fingerprint).toBe('mail × mail-domain-must-be-accepted × mail');
  service.inbox.refuseDomain('marumaru-kensetsu.example.jp', null);
}, 120_000);

test('what was freed meanwhile is told as gone, and nothing is sent for it', async () => {
  const ids = await stuckMails(1);
  const id = await preview(service, { incidentIds: ids });
  service.inbox.refuseWith(null);
  const [gone, other] = ids as [string, string];
  const { guaranteeId } = await service.db.incident.findUniqueOrThrow({ where: { id: gone } });
  await command(service, guaranteeId, 'retry', { by: 'operator', incidentId: gone });
  await until(async () => (await service.db.incident.findUniqueOrThrow({ where: { id: gone } })).state === 'fixed');
  await decide(service, id, 'confirm');
  expect(await untilOver(service, id)).toMatchObject({ state: 'done', counts: { fixed: 1, 'already-gone': 1 } });
  const sent = await service.db.command.findMany({
    where: { client: 'bulk-retry', idempotencyKey: { startsWith: id } },
  });
  expect(sent.map(({ incidentId }) => incidentId)).toEqual([other]);
}, 120_000);

test('paused it sends no more, resumed it goes on, cancelled it never goes on; a pace holds', async () => {
  const ids = await stuckMails(7);
  service.inbox.refuseWith(null);
  const id = await startBulkRetry(service, { incidentIds: ids }, 1); // after the canary, one a minute
  const waiting = await until(async () => {
    const view = await bulkRetryView(service.db, staffReader('all'), id);
    return view?.state === 'running' && view.counts.fixed === 12 && view;
  });
  expect(waiting.counts).toMatchObject({ waiting: 2, sent: 0 });
  await decide(service, id, 'pause');
  await decide(service, id, 'pace', 6000);
  expect(await bulkRetryView(service.db, staffReader('all'), id)).toMatchObject({
    state: 'paused',
    counts: { waiting: 2 },
  });
  await decide(service, id, 'resume');
  expect(await untilOver(service, id)).toMatchObject({ state: 'done', counts: { fixed: 14 } });

  const others = await stuckMails(1);
  const cancelled = await preview(service, { incidentIds: others });
  await decide(service, cancelled, 'cancel');
  await expect(decide(service, cancelled, 'confirm')).rejects.toMatchObject({ refusal: 'bulk-retry-must-allow-this' });
  expect(await untilOver(service, cancelled)).toMatchObject({ state: 'cancelled', counts: { waiting: 2 } });
}, 180_000);

test('it hands over to a new run before its history grows long, and loses nothing', async () => {
  const ids = await stuckMails(2);
  service.inbox.refuseWith(null);
  const id = await preview(service, { incidentIds: ids });
  await service.db.bulkRetry.update({
    where: { id },
    data: { state: 'canary', confirmedAt: new Date(), runStartedAt: new Date() },
  });
  const handle = await service.client.workflow.start(bulkRetryWorkflowType, {
    workflowId: bulkRetryRunId(id),
    taskQueue: queueName(service.queuePrefix, 'guarantees'),
    args: [{ bulkRetryId: id, mostEvents: 10 }],
  });
  expect(await untilOver(service, id)).toMatchObject({ state: 'done', counts: { fixed: 4 } });
  const first = service.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
  expect((await first.describe()).status.name).toBe('CONTINUED_AS_NEW');
}, 120_000);
