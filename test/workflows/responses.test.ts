/** What an authority does at D-Sure's own pages reaches the case as a fact, whenever it comes. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { revisionRunId } from '../../workflows/ids.ts';
import { acts, correctionReason } from '../activities/support/authority.ts';
import { apply, command, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

let service: RunningService;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

async function posted(): Promise<string> {
  const { prepayment } = await apply(service);
  await command(service, prepayment, 'approve');
  await untilStage(service, prepayment, 'posted');
  return prepayment;
}

function untilTold(guaranteeId: string, kind: string) {
  return until(() => service.db.authorityResponse.findFirst({ where: { guaranteeId, kind } }));
}

test('an acceptance that comes before a submission was recorded implies it, by a channel unknown', async () => {
  const prepayment = await posted();
  await acts(service, { guaranteeId: prepayment }, 'accept');
  await untilStage(service, prepayment, 'submitted');
  const submissions = await service.db.submission.findMany({ where: { guaranteeId: prepayment } });
  expect(submissions).toMatchObject([{ channel: 'unknown', byId: null }]);
  expect(await service.client.workflow.getHandle(revisionRunId(prepayment, 1)).result()).toBe('submitted');
});

test('an acceptance after the run’s end is a fact beside the recorded submission', async () => {
  const prepayment = await posted();
  await command(service, prepayment, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } });
  await acts(service, { guaranteeId: prepayment }, 'accept');
  expect(await untilTold(prepayment, 'accepted')).toMatchObject({ revision: 1, by: '高根沢町 総務課', reason: null });
  const submissions = await service.db.submission.findMany({ where: { guaranteeId: prepayment } });
  expect(submissions).toMatchObject([{ channel: 'email' }]);
});

test('a correction asked is told to the contractor by mail with its reason, and moves no stage', async () => {
  const prepayment = await posted();
  await acts(service, { guaranteeId: prepayment }, 'ask for a correction');
  expect(await untilTold(prepayment, 'correction-asked')).toMatchObject({ reason: correctionReason });
  const mail = await until(() => service.inbox.mails.find(({ text }) => text?.includes(correctionReason)));
  expect(mail.text).toContain(prepayment);
  await untilStage(service, prepayment, 'posted');
  expect(await service.db.submission.count({ where: { guaranteeId: prepayment } })).toBe(0);
  const late = await command(service, prepayment, 'recordSubmission', {
    by: 'contractor',
    content: { channel: 'fax' },
  });
  expect(late).toMatchObject({ state: 'applied', stage: 'submitted' });
});

test('an opening alone moves nothing', async () => {
  const prepayment = await posted();
  await acts(service, { guaranteeId: prepayment }, 'open');
  await untilTold(prepayment, 'opened');
  await untilStage(service, prepayment, 'posted');
});
