/** Nobody is left without an answer: commands that come together, at the end, or while Temporal or the workers are away. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isEnd } from '../../domain/stages.ts';
import { acceptCommand } from '../../prisma/commands.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { mailRunId, revisionRunId } from '../../workflows/ids.ts';
import { actedBy } from '../support/acted-by.ts';
import { apply, command, type SampleUser, untilIncident, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const byEmail = { by: 'contractor', content: { channel: 'email' } } as const;
const reason = { reason: '金額をご確認ください。' };

async function posted(): Promise<string> {
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  await untilStage(service, prepayment, 'posted');
  return prepayment;
}

/** The row of a command that its sender gave up on: the sweeper may send it at once. */
function leftBehind(
  guaranteeId: string,
  name: 'approve' | 'return',
  by: SampleUser = 'reviewer',
  content: object = {},
) {
  const userId = samples.users[by];
  const nothing = { revision: 1, incidentId: null };
  return acceptCommand(
    service.db,
    {
      client: userId,
      idempotencyKey: randomUUID(),
      userId,
      by: actedBy(userId),
      name,
      guaranteeId,
      ...nothing,
      content: content as never,
    },
    new Date(Date.now() - 60_000),
  );
}

function stateOf(id: string) {
  return service.db.command.findUniqueOrThrow({ where: { id } });
}

test('updates that arrive in one task with the last one are all answered before the run ends', async () => {
  const prepayment = await posted();
  const channels = ['email', 'fax', 'print', 'web-form', 'e-contract'];
  await service.stopWorkers(); // so that all of them wait for the same task
  const sent = channels.map((channel) =>
    command(service, prepayment, 'recordSubmission', { by: 'contractor', content: { channel } }),
  );
  const where = { guaranteeId: prepayment, name: 'recordSubmission', state: 'accepted' };
  await until(async () => (await service.db.command.count({ where })) === channels.length);
  await service.startWorkers();
  expect(await Promise.all(sent)).toEqual(
    channels.map(() => ({ state: 'applied', refusal: null, stage: 'submitted' })),
  );
  const run = service.client.workflow.getHandle(revisionRunId(prepayment, 1));
  expect(await run.result()).toBe('submitted');
  const { events } = await run.fetchHistory();
  const has = (name: string) => (events ?? []).filter((event) => event[name as never] != null).length;
  expect(has('workflowExecutionUpdateAcceptedEventAttributes')).toBeGreaterThan(1);
  expect(has('workflowExecutionUpdateCompletedEventAttributes')).toBe(
    has('workflowExecutionUpdateAcceptedEventAttributes'),
  );
  expect(await service.db.submission.count({ where: { guaranteeId: prepayment } })).toBe(channels.length);
});

test('of many who decide at the same moment one is heard, and every other is refused by name', async () => {
  const { prepayment } = await apply(service);
  const outcomes = await Promise.all([
    command(service, prepayment, 'decline', { content: reason }),
    command(service, prepayment, 'withdraw', { by: 'contractor' }),
    command(service, prepayment, 'decline', { content: reason }),
    command(service, prepayment, 'withdraw', { by: 'contractor' }),
  ]);
  expect(outcomes.filter(({ state }) => state === 'applied')).toHaveLength(1);
  for (const { state, refusal } of outcomes) {
    expect(state === 'applied' ? null : refusal).toEqual(
      state === 'applied' ? null : expect.stringMatching(/^stage-must-allow-(decline|withdrawal)$/),
    );
  }
  expect(isEnd(outcomes[0]?.stage as never)).toBe(true);
});

test('retries that come together free a case once, and each is answered', async () => {
  const { prepayment } = await apply(service);
  await service.dSure.kill();
  await command(service, prepayment, 'approve');
  const incident = await untilIncident(service, prepayment);
  await service.dSure.start();
  const retry = { by: 'operator', incidentId: incident.id } as const;
  const outcomes = await Promise.all([1, 2, 3].map(() => command(service, prepayment, 'retry', retry)));
  expect(outcomes.some(({ state }) => state === 'applied')).toBe(true);
  for (const { state, refusal } of outcomes) expect([state, refusal]).toEqual(answered(state));
  await untilStage(service, prepayment, 'posted');
  expect(await service.db.posting.count({ where: { guaranteeId: prepayment } })).toBe(1);
});

function answered(state: string) {
  return state === 'applied' ? ['applied', null] : ['refused', 'incident-must-be-open'];
}

test('an accepted case whose run was never started gets one from the sweeper', async () => {
  const { prepayment } = await apply(service);
  const run = service.client.workflow.getHandle(revisionRunId(prepayment, 1));
  await run.terminate('as if it had never been started');
  const longAgo = { stageSince: new Date(Date.now() - 60_000), runStartedAt: null };
  await service.db.revision.updateMany({ where: { guaranteeId: prepayment }, data: longAgo });
  await until(async () => (await run.describe()).status.name === 'RUNNING');
  const where = { guaranteeId_number: { guaranteeId: prepayment, number: 1 } };
  await until(async () => (await service.db.revision.findUniqueOrThrow({ where })).runStartedAt);
  expect(await command(service, prepayment, 'approve')).toMatchObject({ state: 'applied' });
  await untilStage(service, prepayment, 'posted');
});

test('a command that nobody delivered is delivered by the sweeper, applied or refused as it would have been', async () => {
  const { prepayment, contractGuarantee } = await apply(service);
  const approval = await leftBehind(prepayment, 'approve');
  const refused = await leftBehind(contractGuarantee, 'approve', 'contractor');
  await until(async () => (await stateOf(approval.id)).state === 'applied');
  await until(async () => (await stateOf(refused.id)).state === 'refused');
  expect(await stateOf(refused.id)).toMatchObject({ refusal: 'role-must-allow-this' });
  await untilStage(service, prepayment, 'posted');
});

test('a command left behind that came too late is refused with the name that its sender would have heard', async () => {
  const prepayment = await posted();
  await command(service, prepayment, 'recordSubmission', byEmail);
  const late = await leftBehind(prepayment, 'approve');
  await until(async () => (await stateOf(late.id)).state === 'refused');
  expect(await stateOf(late.id)).toMatchObject({ refusal: 'stage-must-allow-approval' });
});

test('a mail without a run gets one from the sweeper', async () => {
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'return', { content: reason });
  const { id } = await service.db.mail.findFirstOrThrow({ where: { guaranteeId: prepayment } });
  const run = service.client.workflow.getHandle(mailRunId(id));
  expect(await run.result()).toBe('sent');
  const where = { id };
  const createdAt = new Date(Date.now() - 60_000);
  const again = { id: randomUUID(), messageId: `<${randomUUID()}@hosho.invalid>`, cause: randomUUID(), createdAt };
  const { sentAt: _sent, runStartedAt: _started, values, ...row } = await service.db.mail.findUniqueOrThrow({ where });
  await service.db.mail.create({ data: { ...row, ...again, values: values as object, state: 'waiting' } });
  await until(async () => (await service.db.mail.findUniqueOrThrow({ where: { id: again.id } })).state === 'sent');
  expect(service.inbox.mails.filter(({ messageId }) => messageId === again.messageId)).toHaveLength(1);
});

test('commands sent while the workers are away are recorded when they are back', async () => {
  const { prepayment, contractGuarantee } = await apply(service);
  await service.stopWorkers();
  const sent = [prepayment, contractGuarantee].map((id) => command(service, id, 'approve'));
  await until(async () => (await service.db.command.count({ where: { state: 'accepted', name: 'approve' } })) === 2);
  await service.startWorkers();
  expect(await Promise.all(sent)).toMatchObject([{ state: 'applied' }, { state: 'applied' }]);
  await untilStage(service, prepayment, 'posted');
  await untilStage(service, contractGuarantee, 'posted');
});
