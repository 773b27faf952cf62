/** A submission sent on the contractor's behalf, with real runs: the case ends by it, one mail goes out, histories tell nothing. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mailRunId, revisionRunId } from '../../workflows/ids.ts';
import { ask, recipient, setProfile } from '../activities/support/sendings.ts';
import { apply, command, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';
import { foundIn, secretsOf } from './support/secrets-of-cases.ts';
import { toldOf } from './support/told-to-temporal.ts';

let service: RunningService;
let guaranteeId: string;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());
beforeEach(async () => {
  service.inbox.refuseWith(null);
  await setProfile(service);
  guaranteeId = (await apply(service)).prepayment;
  await command(service, guaranteeId, 'approve');
  await untilStage(service, guaranteeId, 'posted');
  await until(async () => (await service.db.mail.count({ where: { guaranteeId, state: 'sent' } })) === 1); // that it is posted
});

const toTheAuthority = () =>
  service.inbox.mails.filter(({ subject, to }) => isOfTheCase(subject) && says(to, recipient));
const isOfTheCase = (subject: string | undefined) => subject?.includes('【請求関係書類】') === true;
const says = (to: unknown, address: string) => JSON.stringify(to).includes(address);

function incidentOf(mailId: string | null) {
  return until(() => service.db.incident.findFirst({ where: { mailId, state: 'open' } }));
}

async function submissionOf() {
  return service.db.submission.findMany({ where: { guaranteeId } });
}

/** How many mails the authority got of this case: each has its own Message-ID. */
async function mailsOf(mailId: string) {
  const { messageId } = await service.db.mail.findUniqueOrThrow({ where: { id: mailId } });
  return toTheAuthority().filter((mail) => mail.messageId === messageId);
}

test('the run of the case hears of it and ends; the histories of both runs tell nothing of it', async () => {
  const { mailId } = await ask(service, { guaranteeId });
  await service.runs.startMail(mailId as string);
  const revision = await untilStage(service, guaranteeId, 'submitted');
  const { sentAt } = await service.db.mail.findUniqueOrThrow({ where: { id: mailId as string } });
  expect(revision.submittedAt).toEqual(sentAt);
  expect(await submissionOf()).toMatchObject([{ channel: 'email', submittedAt: sentAt }]);
  expect(await mailsOf(mailId as string)).toHaveLength(1);
  for (const run of [mailRunId(mailId as string), revisionRunId(guaranteeId, 1)]) {
    expect(
      await until(async () => (await service.client.workflow.getHandle(run).describe()).status.name === 'COMPLETED'),
    ).toBe(true);
    expect(foundIn(await toldOf(service, run), await secretsOf(service))).toEqual([]);
  }
});

test('a sending that nobody started is started by the sweeper', async () => {
  const { mailId } = await ask(service, { guaranteeId });
  await untilStage(service, guaranteeId, 'submitted');
  expect(await mailsOf(mailId as string)).toHaveLength(1);
});

test('refused by the server it waits with an incident; retried once it takes mails again, it is sent and submitted', async () => {
  service.inbox.refuseWith(550);
  const { mailId } = await ask(service, { guaranteeId });
  await service.runs.startMail(mailId as string);
  const incident = await incidentOf(mailId);
  expect(incident).toMatchObject({ step: 'mail', errorName: 'mail-must-be-deliverable', mailId });
  expect(incident.detail).not.toContain(recipient);
  expect(await submissionOf()).toEqual([]);
  service.inbox.refuseWith(null);
  await command(service, guaranteeId, 'retry', { by: 'operator', incidentId: incident.id });
  await untilStage(service, guaranteeId, 'submitted');
  expect(await mailsOf(mailId as string)).toHaveLength(1);
  expect(await service.db.incident.findUnique({ where: { id: incident.id } })).toMatchObject({ state: 'fixed' });
});

test('submitted by hand while it waits, its retry sends nothing and ends its run', async () => {
  service.inbox.refuseWith(550);
  const { mailId } = await ask(service, { guaranteeId });
  await service.runs.startMail(mailId as string);
  const incident = await incidentOf(mailId);
  await command(service, guaranteeId, 'recordSubmission', { by: 'contractor', content: { channel: 'print' } });
  service.inbox.refuseWith(null);
  await command(service, guaranteeId, 'retry', { by: 'operator', incidentId: incident.id });
  const run = service.client.workflow.getHandle(mailRunId(mailId as string));
  expect(await run.result()).toBe('skipped');
  expect(await mailsOf(mailId as string)).toHaveLength(0);
  expect(await submissionOf()).toMatchObject([{ channel: 'print' }]);
});
