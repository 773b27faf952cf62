/** The stories whose histories are recorded and read: each plays a case to its end and names its run. */
import { samples } from '../../../prisma/sample-registers.ts';
import { bulkRetryRunId, mailRunId, revisionRunId } from '../../../workflows/ids.ts';
import { responsesWorkflowType, sweepWorkflowType } from '../../../workflows/messages.ts';
import { acts } from '../../activities/support/authority.ts';
import { startBulkRetry } from '../../support/bulk-retries.ts';
import { apply, buildExample, command, untilIncident, untilStage } from '../../support/cases.ts';
import type { RunningService } from '../../support/running-service.ts';
import { until } from '../../support/until.ts';

export const reasons = {
  returned: '請負金額をご確認のうえ再提出してください。',
  declined: '引受の基準に合わないため。',
  withdrawn: '工事が中止になったため。',
  resolved: '電話で連絡したため、メールは不要です。',
};
const byEmail = { by: 'contractor', content: { channel: 'email' } } as const;

/** Plays on a running service; the workflow id of the run it is about. */
export type Story = (service: RunningService) => Promise<string>;

export const stories: Readonly<Record<string, Story>> = {
  /** D-Sure is away: an incident, a retry, submission. */
  'electronic-with-incident': async (service) => {
    const { prepayment } = await apply(service);
    await service.dSure.kill();
    await command(service, prepayment, 'approve');
    const incident = await untilIncident(service, prepayment);
    await service.dSure.start();
    await command(service, prepayment, 'retry', { by: 'operator', incidentId: incident.id });
    await untilStage(service, prepayment, 'posted');
    await command(service, prepayment, 'recordSubmission', byEmail);
    return revisionRunId(prepayment, 1);
  },

  /** Returned, resubmitted, approved, paid, submitted. */
  'electronic-returned-and-paid': async (service) => {
    const example = buildExample(service.services.clock.now(), { feePayment: 'per-case' });
    const { prepayment } = await apply(service, example);
    await command(service, prepayment, 'return', { content: { reason: reasons.returned } });
    const content = { contract: example.contract, guarantee: example.guarantees[0] };
    await command(service, prepayment, 'resubmit', { by: 'contractor', content });
    await command(service, prepayment, 'approve');
    const { feeYen } = await untilStage(service, prepayment, 'awaiting-fee');
    const paid = { amountYen: Number(feeYen), paidOn: '2026-11-23' };
    await command(service, prepayment, 'recordFeePayment', { by: 'operator', content: paid });
    await untilStage(service, prepayment, 'posted');
    await command(service, prepayment, 'recordSubmission', byEmail);
    return revisionRunId(prepayment, 1);
  },

  'second-approval': async (service) => {
    const example = buildExample(service.services.clock.now());
    const contract = { ...example.contract, amountYen: 900_000_000 };
    const guarantees = [{ ...example.guarantees[0], amountYen: 300_000_000 }];
    const { prepayment } = await apply(service, { ...example, contract, guarantees } as never);
    await command(service, prepayment, 'approve');
    await command(service, prepayment, 'approve', { by: 'approver' });
    await untilStage(service, prepayment, 'posted');
    await command(service, prepayment, 'recordSubmission', byEmail);
    return revisionRunId(prepayment, 1);
  },

  paper: async (service) => {
    const { contractGuarantee } = await apply(service, buildExample(service.services.clock.now(), { form: 'paper' }));
    await command(service, contractGuarantee, 'approve');
    await untilStage(service, contractGuarantee, 'dispatching');
    const dispatch = { by: 'operator', content: { method: 'post', dispatchedOn: '2026-11-23' } } as const;
    await command(service, contractGuarantee, 'recordDispatch', dispatch);
    return revisionRunId(contractGuarantee, 1);
  },

  declined: async (service) => {
    const { contractGuarantee } = await apply(service);
    await command(service, contractGuarantee, 'decline', { content: { reason: reasons.declined } });
    return revisionRunId(contractGuarantee, 1);
  },

  'paper-returned-and-withdrawn': async (service) => {
    const { prepayment } = await apply(service, buildExample(service.services.clock.now(), { form: 'paper' }));
    await command(service, prepayment, 'return', { content: { reason: reasons.returned } });
    await command(service, prepayment, 'withdraw', { content: { reason: reasons.withdrawn } });
    return revisionRunId(prepayment, 1);
  },

  /** The authority accepts before anybody has recorded a submission. */
  'submission-implied': async (service) => {
    const { prepayment } = await apply(service);
    await command(service, prepayment, 'approve');
    await untilStage(service, prepayment, 'posted');
    await acts(service, { guaranteeId: prepayment }, 'accept');
    await untilStage(service, prepayment, 'submitted');
    return revisionRunId(prepayment, 1);
  },

  'mail-sent': async (service) => {
    const { prepayment } = await apply(service);
    await command(service, prepayment, 'decline', { content: { reason: reasons.declined } });
    const mail = await service.db.mail.findFirstOrThrow({ where: { guaranteeId: prepayment } });
    return mailRunId(mail.id);
  },

  /** The server refuses the mail for good: an incident, resolved without the mail. */
  'mail-resolved': async (service) => {
    service.inbox.refuseWith(550);
    const { prepayment } = await apply(service);
    await command(service, prepayment, 'decline', { content: { reason: reasons.declined } });
    const incident = await untilIncident(service, prepayment);
    service.inbox.refuseWith(null);
    const resolved = { by: 'operator', incidentId: incident.id, content: { reason: reasons.resolved } } as const;
    await command(service, prepayment, 'resolve', resolved);
    return mailRunId(incident.mailId as string);
  },

  /** A run of an old epoch ends by name. */
  'overtaken-by-a-newer-epoch': async (service) => {
    const { contractGuarantee } = await apply(service);
    const newer = { epoch: 2, runStartedAt: new Date() };
    await service.owner.revision.updateMany({ where: { guaranteeId: contractGuarantee }, data: newer });
    const row = { client: samples.users.reviewer, userId: samples.users.reviewer, name: 'approve', content: {} };
    const command = await service.db.command.create({
      data: {
        ...row,
        id: crypto.randomUUID(),
        idempotencyKey: crypto.randomUUID(),
        guaranteeId: contractGuarantee,
        revision: 1,
        contentDigest: '',
        state: 'accepted',
        acceptedAt: new Date(),
        sendAgainAt: new Date('2100-01-01'),
      },
    });
    const input = { guaranteeId: contractGuarantee, revision: 1, resumeFrom: 'applied', epoch: 1 } as const;
    await service.runs.sendToRevision(input, 'approve', { commandId: command.id }, 5000);
    return revisionRunId(contractGuarantee, 1);
  },

  /** Two mails that the server refused for good are retried together once it takes them: one first, then the other. */
  'bulk-retry': async (service) => {
    service.inbox.refuseWith(550);
    const cases = await apply(service);
    const ids = [cases.prepayment, cases.contractGuarantee];
    for (const id of ids) await command(service, id, 'decline', { content: { reason: reasons.declined } });
    const incidents = await Promise.all(ids.map((id) => untilIncident(service, id)));
    service.inbox.refuseWith(null);
    const bulkRetryId = await startBulkRetry(service, { incidentIds: incidents.map(({ id }) => id) });
    await until(async () => (await service.db.bulkRetry.findUniqueOrThrow({ where: { id: bulkRetryId } })).finishedAt);
    return bulkRetryRunId(bulkRetryId);
  },

  sweep: (service) => lastRound(service, sweepWorkflowType),
  responses: (service) => lastRound(service, responsesWorkflowType),
};

/** The newest round of a Schedule that has ended. */
function lastRound({ client, queuePrefix }: RunningService, type: string): Promise<string> {
  return until(async () => {
    const taskQueue = `${queuePrefix}guarantees`;
    const query = `WorkflowType = '${type}' AND TaskQueue = '${taskQueue}' AND ExecutionStatus = 'Completed'`;
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 1 })) return workflowId;
    return null;
  });
}

/** Plays a story and returns its run's id once the run is over. */
export async function played(service: RunningService, story: Story): Promise<string> {
  const workflowId = await story(service);
  const handle = service.client.workflow.getHandle(workflowId);
  await until(async () => (await handle.describe()).status.name !== 'RUNNING');
  return workflowId;
}
