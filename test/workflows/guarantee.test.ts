/** The life of a revision on the real server: stages, commands, incidents. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { samples } from '../../prisma/sample-registers.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import { apply, buildExample, command, untilIncident, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

describe('an electronic guarantee of a payer with a monthly batch', () => {
  test('goes from application to submission, with one mail, and ends', async () => {
    const { prepayment } = await apply(service);
    expect(await command(service, prepayment, 'approve')).toEqual({
      state: 'applied',
      refusal: null,
      stage: 'issuing',
    });
    const posted = await untilStage(service, prepayment, 'posted');
    expect(posted.arrivedAt).not.toBeNull();
    const submitted = await command(service, prepayment, 'recordSubmission', {
      by: 'contractor',
      content: { channel: 'email' },
    });
    expect(submitted).toEqual({ state: 'applied', refusal: null, stage: 'submitted' });
    const run = service.client.workflow.getHandle(revisionRunId(prepayment, 1));
    expect(await run.result()).toBe('submitted');
    const mail = await until(() => service.inbox.mails.find(({ text }) => text?.includes(prepayment)));
    expect(mail.subject).toContain('発行完了');
  });

  test('is approved once, however often the same command comes', async () => {
    const { prepayment } = await apply(service);
    const again = { idempotencyKey: 'the same approval' };
    const first = await command(service, prepayment, 'approve', again);
    await untilStage(service, prepayment, 'posted');
    expect((await command(service, prepayment, 'approve', again)).state).toBe(first.state);
    expect(await service.db.event.count({ where: { guaranteeId: prepayment, kind: 'approve' } })).toBe(1);
  });

  test('refuses a late approval by name, and keeps the refusal', async () => {
    const { prepayment } = await apply(service);
    await command(service, prepayment, 'approve');
    await untilStage(service, prepayment, 'posted');
    const late = { idempotencyKey: 'a late approval' };
    expect(await command(service, prepayment, 'approve', late)).toMatchObject({
      state: 'refused',
      refusal: 'stage-must-allow-approval',
    });
    await command(service, prepayment, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } });
    expect(await command(service, prepayment, 'approve', late)).toMatchObject({
      state: 'refused',
      refusal: 'stage-must-allow-approval',
    });
  });

  test('may be submitted again by another channel after its run has ended', async () => {
    const { prepayment } = await apply(service);
    await command(service, prepayment, 'approve');
    await untilStage(service, prepayment, 'posted');
    await command(service, prepayment, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } });
    await service.client.workflow.getHandle(revisionRunId(prepayment, 1)).result();
    const again = await command(service, prepayment, 'recordSubmission', {
      by: 'contractor',
      content: { channel: 'fax' },
    });
    expect(again).toEqual({ state: 'applied', refusal: null, stage: 'submitted' });
    const channels = await service.db.submission.findMany({
      where: { guaranteeId: prepayment },
      orderBy: { channel: 'asc' },
    });
    expect(channels.map(({ channel }) => channel)).toEqual(['email', 'fax']);
  });
});

describe('what a case waits for', () => {
  test('a returned application waits for the contractor, comes back, and tells of it by mail', async () => {
    const { contractGuarantee } = await apply(service);
    await command(service, contractGuarantee, 'return', { content: { reason: '金額をご確認ください。' } });
    await untilStage(service, contractGuarantee, 'returned');
    const mail = await until(() => service.inbox.mails.find(({ text }) => text?.includes('金額をご確認ください。')));
    expect(mail.text).toContain(contractGuarantee);
    const { contract, guarantees } = buildExample(new Date());
    const guarantee = { ...guarantees[1], amountYen: 6_000_000 };
    await command(service, contractGuarantee, 'resubmit', { by: 'contractor', content: { contract, guarantee } });
    expect(await untilStage(service, contractGuarantee, 'applied')).toMatchObject({ amountYen: 6_000_000n });
  });

  test('a payer per case pays before the certificate is issued (R-F4)', async () => {
    const { prepayment } = await apply(service, buildExample(new Date(), { feePayment: 'per-case' }));
    await command(service, prepayment, 'approve');
    const waiting = await untilStage(service, prepayment, 'awaiting-fee');
    expect(waiting).toMatchObject({ feeYen: 39_400n, issuedAt: null });
    const paid = { amountYen: 39_399, paidOn: '2026-11-23' };
    expect(await command(service, prepayment, 'recordFeePayment', { by: 'operator', content: paid })).toMatchObject({
      refusal: 'fee-must-be-paid-in-full',
    });
    await command(service, prepayment, 'recordFeePayment', { by: 'operator', content: { ...paid, amountYen: 39_400 } });
    await untilStage(service, prepayment, 'posted');
  });

  test('an amount above the limit waits for a second person', async () => {
    const example = buildExample(new Date());
    const contract = { ...example.contract, amountYen: 900_000_000 };
    const guarantees = [{ ...example.guarantees[0], amountYen: 300_000_000 }];
    const { prepayment } = await apply(service, { ...example, contract, guarantees } as never);
    await command(service, prepayment, 'approve', { by: 'approver' });
    await untilStage(service, prepayment, 'awaiting-second-approval');
    expect(await command(service, prepayment, 'approve', { by: 'approver' })).toMatchObject({
      refusal: 'second-approver-must-differ',
    });
    const grant = {
      id: randomUUID(),
      userId: samples.users.reviewer,
      role: 'approver',
      fromOn: new Date('2020-04-01'),
    };
    await service.owner.staffGrant.create({ data: { ...grant, grantedAt: new Date() } });
    expect(await command(service, prepayment, 'approve')).toMatchObject({ state: 'applied' });
    await service.owner.staffGrant.delete({ where: { id: grant.id } });
    await untilStage(service, prepayment, 'posted');
  });

  test('a paper certificate is printed and dispatched; it never meets D-Sure or a key', async () => {
    const { contractGuarantee } = await apply(service, buildExample(new Date(), { form: 'paper' }));
    await command(service, contractGuarantee, 'approve');
    await untilStage(service, contractGuarantee, 'dispatching');
    const where = { guaranteeId: contractGuarantee };
    expect(await service.db.authenticationKey.count({ where })).toBe(0);
    expect(await service.db.posting.count({ where })).toBe(0);
    const dispatch = { by: 'operator', content: { method: 'post', dispatchedOn: '2026-11-23' } } as const;
    expect(await command(service, contractGuarantee, 'recordDispatch', dispatch)).toMatchObject({
      stage: 'dispatched',
    });
    const run = service.client.workflow.getHandle(revisionRunId(contractGuarantee, 1));
    expect(await run.result()).toBe('dispatched');
  });
});

describe('incidents', () => {
  test('D-Sure away: the case waits with an incident, and one retry frees it', async () => {
    const { prepayment } = await apply(service);
    await service.dSure.kill();
    await command(service, prepayment, 'approve');
    const incident = await untilIncident(service, prepayment);
    expect(incident).toMatchObject({
      fingerprint: 'post × DSureUnreachable × d-sure',
      step: 'post',
      tries: 3,
      amountYen: 20_000_000n,
    });
    const closed = { by: 'operator', incidentId: '00000000-0000-4000-8000-00000000dead' } as const;
    await service.dSure.start();
    expect(await command(service, prepayment, 'retry', { ...closed, incidentId: incident.id })).toMatchObject({
      state: 'applied',
    });
    await untilStage(service, prepayment, 'posted');
    const fixed = await service.db.incident.findUniqueOrThrow({ where: { id: incident.id } });
    expect(fixed).toMatchObject({ state: 'fixed' });
    const again = await command(service, prepayment, 'retry', { by: 'operator', incidentId: incident.id });
    expect(again).toMatchObject({ state: 'refused', refusal: 'incident-must-be-open' });
  });

  test('a posting is never skipped (step-must-allow-resolution)', async () => {
    const { prepayment } = await apply(service);
    await service.dSure.kill();
    await command(service, prepayment, 'approve');
    const incident = await untilIncident(service, prepayment);
    const skip = { by: 'operator', incidentId: incident.id, content: { reason: '急ぐため' } } as const;
    expect(await command(service, prepayment, 'resolve', skip)).toMatchObject({
      refusal: 'step-must-allow-resolution',
    });
    await service.dSure.start();
    await command(service, prepayment, 'retry', { by: 'operator', incidentId: incident.id });
    await untilStage(service, prepayment, 'posted');
  });

  test('a mail that the server refuses for good stops nobody, and can be resolved without it', async () => {
    service.inbox.refuseWith(550);
    const { prepayment } = await apply(service);
    await command(service, prepayment, 'approve');
    await untilStage(service, prepayment, 'posted');
    const incident = await untilIncident(service, prepayment);
    expect(incident.fingerprint).toBe('mail × mail-must-be-deliverable × mail');
    service.inbox.refuseWith(null);
    const skip = { by: 'operator', incidentId: incident.id, content: { reason: '電話で連絡済み' } } as const;
    expect(await command(service, prepayment, 'resolve', skip)).toMatchObject({ state: 'applied' });
    const mail = await service.db.mail.findUniqueOrThrow({ where: { id: incident.mailId as string } });
    expect(mail.state).toBe('skipped');
    expect(await service.client.workflow.getHandle(`mail/${mail.id}`).result()).toBe('skipped');
  });
});

describe('an old run', () => {
  test('of an earlier epoch writes nothing and ends by name (epoch-must-be-current)', async () => {
    const { prepayment } = await apply(service);
    await service.owner.revision.updateMany({ where: { guaranteeId: prepayment }, data: { epoch: 2 } });
    const row = { guaranteeId: prepayment, revision: 1, epoch: 1 };
    const failed = service.client.workflow.getHandle(revisionRunId(prepayment, 1)).result();
    const approved = command(service, prepayment, 'approve');
    await expect(failed).rejects.toMatchObject({ cause: { type: 'epoch-must-be-current' } });
    await service.runs.startRevision({ ...row, resumeFrom: 'applied', epoch: 2 });
    expect(await approved).toMatchObject({ state: 'applied' });
    await untilStage(service, prepayment, 'posted');
    expect(await service.db.event.count({ where: { guaranteeId: prepayment, kind: 'approve' } })).toBe(1);
  });

  test('is found by a repeated start, which starts nothing', async () => {
    const { prepayment } = await apply(service);
    const handle = service.client.workflow.getHandle(revisionRunId(prepayment, 1));
    const before = await handle.describe();
    await service.runs.startRevision({ guaranteeId: prepayment, revision: 1, resumeFrom: 'applied', epoch: 1 });
    expect((await handle.describe()).runId).toBe(before.runId);
  });
});
