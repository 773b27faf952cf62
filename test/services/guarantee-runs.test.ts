/** Runs as their clients see them: started once, and every way in which a command comes back. */

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { acceptCommand } from '../../prisma/commands.ts';
import { samples } from '../../prisma/sample-registers.ts';
import { createGuaranteeRuns } from '../../services/guarantee-runs.ts';
import { connectTemporal } from '../../services/temporal.ts';
import { mailRunId, revisionRunId } from '../../workflows/ids.ts';
import type { RevisionInput } from '../../workflows/messages.ts';
import { actedBy } from '../support/acted-by.ts';
import { apply, command, untilStage } from '../support/cases.ts';
import { freePort } from '../support/d-sure-process.ts';
import { openService, type RunningService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

async function started(): Promise<RevisionInput> {
  const { prepayment } = await apply(service);
  return { guaranteeId: prepayment, revision: 1, resumeFrom: 'applied', epoch: 1 };
}

async function approvalOf({ guaranteeId }: RevisionInput): Promise<{ commandId: string }> {
  const userId = samples.users.reviewer;
  const names = { client: userId, idempotencyKey: randomUUID(), userId, by: actedBy(userId), name: 'approve' as const };
  const row = { ...names, guaranteeId, revision: 1, incidentId: null, content: {} };
  return { commandId: (await acceptCommand(service.db, row, new Date())).id };
}

function runOf({ guaranteeId }: RevisionInput) {
  return service.client.workflow.getHandle(revisionRunId(guaranteeId, 1));
}

test('a start that comes many times at once, and again after the end, is one run', async () => {
  const input = await started();
  const { runId } = await runOf(input).describe();
  await Promise.all([1, 2, 3, 4].map(() => service.runs.startRevision(input)));
  expect((await runOf(input).describe()).runId).toBe(runId);
  await command(service, input.guaranteeId, 'withdraw', { by: 'contractor' });
  expect(await runOf(input).result()).toBe('withdrawn');
  await service.runs.startRevision(input);
  expect((await runOf(input).describe()).runId).toBe(runId);
});

test('a mail’s start that comes twice is one run', async () => {
  const mailId = randomUUID();
  await service.stopWorkers();
  await Promise.all([service.runs.startMail(mailId), service.runs.startMail(mailId)]);
  const handle = service.client.workflow.getHandle(mailRunId(mailId));
  const { runId } = await handle.describe();
  await service.runs.startMail(mailId);
  expect((await handle.describe()).runId).toBe(runId);
  await handle.terminate();
  await service.startWorkers();
});

describe('a command', () => {
  test('comes back recorded, and sent again it comes back the same', async () => {
    const input = await started();
    const message = await approvalOf(input);
    const answer = await service.runs.sendToRevision(input, 'approve', message, 10_000);
    expect(answer).toEqual({ kind: 'recorded', outcome: { state: 'applied', refusal: null, stage: 'issuing' } });
    expect(await service.runs.sendToRevision(input, 'approve', message, 10_000)).toEqual(answer);
  });

  test('starts the run that is not there yet', async () => {
    const input = await started();
    await runOf(input).terminate('as if it had never been started');
    const answer = await service.runs.sendToRevision(input, 'approve', await approvalOf(input), 10_000);
    expect(answer).toMatchObject({ kind: 'recorded' });
  });

  test('comes back refused by name where the run does not hear it, and leaves nothing in its history', async () => {
    const input = await started();
    await untilStage(service, input.guaranteeId, 'applied');
    const answer = await service.runs.sendToRevision(input, 'recordSubmission', await approvalOf(input), 10_000);
    expect(answer).toEqual({ kind: 'refused', refusal: 'stage-must-allow-submission' });
    const { events } = await runOf(input).fetchHistory();
    expect(JSON.stringify(events)).not.toContain('recordSubmission');
  });

  test('finds the run ended', async () => {
    const input = await started();
    await command(service, input.guaranteeId, 'withdraw', { by: 'contractor' });
    await runOf(input).result();
    const answer = await service.runs.sendToRevision(input, 'approve', await approvalOf(input), 10_000);
    expect(answer).toEqual({ kind: 'ended' });
  });

  test('comes back without an outcome while no worker is there, and was not lost', async () => {
    const [input, other] = [await started(), await started()];
    await service.stopWorkers();
    const message = await approvalOf(input);
    expect(await service.runs.sendToRevision(input, 'approve', message, 500)).toEqual({ kind: 'unanswered' });
    const sent = service.runs.sendToRevision(other, 'approve', await approvalOf(other), 1000);
    await runOf(other).terminate('its run is ended under it');
    expect(['ended', 'unanswered']).toContain((await sent).kind);
    await service.startWorkers();
    expect(await service.runs.sendToRevision(input, 'approve', message, 20_000)).toMatchObject({ kind: 'recorded' });
  });
});

describe('with Temporal away', () => {
  test('a command is unanswered and a start fails, both within their time', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const client = connectTemporal({ address, namespace: 'default', tls: null, apiKey: null });
    const runs = createGuaranteeRuns(client, service.queuePrefix);
    const input = await started();
    expect(await runs.sendToRevision(input, 'approve', await approvalOf(input), 500)).toEqual({ kind: 'unanswered' });
    await expect(runs.startRevision(input, 500)).rejects.toThrow();
    await client.connection.close();
  });
});
