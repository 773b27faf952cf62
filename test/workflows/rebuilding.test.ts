/** A run that was lost is rebuilt from the tables on a new epoch, from wherever it stood, and nothing is done twice. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { Stage } from '../../domain/stages.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase } from '../activities/support/cases.ts';
import { type StopPoint, Stopped, stoppedAt } from '../activities/support/stopped.ts';
import { command, untilStage } from '../support/cases.ts';
import { openService, type RunningService } from '../support/running-service.ts';
import { until } from '../support/until.ts';

/** Where a case stood when its run was lost: a stage it had reached, and the effect that was under way. */
interface Loss {
  readonly when: string;
  readonly reached: 'issuing' | 'issued' | 'posting' | 'posted';
  readonly underWay?: { readonly effect: 'printDocuments' | 'postCertificate'; readonly point: StopPoint };
  readonly resumedFrom: Stage;
}

const losses: readonly Loss[] = [
  { when: 'before the number was given', reached: 'issuing', resumedFrom: 'issuing' },
  { when: 'after the number was given', reached: 'issued', resumedFrom: 'issuing' },
  {
    when: 'after the files were chosen, before their receipt',
    reached: 'issued',
    underWay: { effect: 'printDocuments', point: { neighbour: 'db', method: '$transaction', when: 'before' } },
    resumedFrom: 'issuing',
  },
  { when: 'before anything was sent to D-Sure', reached: 'posting', resumedFrom: 'posting' },
  {
    when: 'after D-Sure took the certificate, before it had the key',
    reached: 'posting',
    underWay: { effect: 'postCertificate', point: { neighbour: 'dSure', method: 'putKey', when: 'before' } },
    resumedFrom: 'posting',
  },
  {
    when: 'after D-Sure took both, before our receipt',
    reached: 'posting',
    underWay: { effect: 'postCertificate', point: { neighbour: 'dSure', method: 'putKey', when: 'after' } },
    resumedFrom: 'posting',
  },
  { when: 'after the arrival was recorded', reached: 'posted', resumedFrom: 'posted' },
];

type Effects = Awaited<ReturnType<typeof effectsOf>>;

let service: RunningService;
const rebuilt = new Map<string, { guaranteeId: string; before: Effects }>();
beforeAll(async () => {
  service = await openService();
  await service.stopWorkers();
  for (const loss of losses) rebuilt.set(loss.when, await lostAndRebuilt(loss));
  await service.startWorkers();
});
afterAll(() => service.close());

/** Brings a case so far, ends its run as if Temporal's storage had been lost, raises the epoch, starts it anew. */
async function lostAndRebuilt({ reached, underWay, resumedFrom }: Loss) {
  const { db, services, runs } = service;
  const revision = await createCase({ db, activities: createActivities(services) }, reached);
  await runs.startRevision({ ...revision, resumeFrom: 'applied' });
  if (underWay !== undefined) await stopped(revision, underWay.effect, underWay.point);
  await service.client.workflow.getHandle(revisionRunId(revision.guaranteeId, 1)).terminate('lost');
  const where = { guaranteeId_number: { guaranteeId: revision.guaranteeId, number: 1 } };
  const { stage, epoch } = await db.revision.update({ where, data: { epoch: { increment: 1 } } });
  expect(stage).toBe(resumedFrom);
  await runs.startRevision({ ...revision, resumeFrom: resumedFrom, epoch });
  return { guaranteeId: revision.guaranteeId, before: await effectsOf(revision.guaranteeId) };
}

async function stopped(revision: RevisionRef, effect: 'printDocuments' | 'postCertificate', point: StopPoint) {
  const activities = createActivities(stoppedAt(service.services, point));
  await expect(activities[effect](revision)).rejects.toThrow(Stopped);
}

/** What a case may have only once. */
async function effectsOf(guaranteeId: string) {
  const { db, services } = service;
  const where = { guaranteeId };
  const { guaranteeNumber } = await db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const listed = await services.dSure.listing(null, 1000);
  return {
    guaranteeNumber,
    keys: await db.authenticationKey.findMany({ where }),
    certificates: await db.certificate.findMany({ where }),
    documents: await db.document.findMany({ where, orderBy: { kind: 'asc' } }),
    posted: listed.certificates.filter((certificate) => certificate.guaranteeNumber === guaranteeNumber),
    mails: await db.mail.findMany({ where, select: { id: true, kind: true, messageId: true } }),
    kinds: (await db.event.findMany({ where, orderBy: { sequence: 'asc' } })).map(({ kind }) => kind),
  };
}

const once = ['approve', 'issued', 'printed', 'posted', 'recordSubmission', 'mail-sent'];

/** Ends the case and shows that each effect happened once. */
async function expectEachOnce(guaranteeId: string): Promise<void> {
  await untilStage(service, guaranteeId, 'posted');
  await command(service, guaranteeId, 'recordSubmission', { by: 'contractor', content: { channel: 'email' } });
  await until(async () => (await effectsOf(guaranteeId)).kinds.includes('mail-sent'));
  const effects = await effectsOf(guaranteeId);
  for (const kind of once) expect([kind, effects.kinds.filter((each) => each === kind).length]).toEqual([kind, 1]);
  expect(effects).toMatchObject({ posted: [{ keyIsSet: true }], mails: [{ kind: 'completion' }] });
  expect([effects.keys.length, effects.certificates.length, effects.documents.length]).toEqual([1, 1, 3]);
  const { messageId } = effects.mails[0] as { messageId: string };
  expect(service.inbox.mails.filter((mail) => mail.messageId === messageId)).toHaveLength(1);
}

test.each(losses)('a run lost $when: the rebuilt one ends submitted, each effect once', async ({ when }) => {
  const { guaranteeId, before } = rebuilt.get(when) as { guaranteeId: string; before: Effects };
  await expectEachOnce(guaranteeId);
  const after = await effectsOf(guaranteeId);
  if (before.guaranteeNumber !== null) expect(after.guaranteeNumber).toBe(before.guaranteeNumber);
  expect(after.keys).toEqual(expect.arrayContaining(before.keys));
  expect(after.certificates).toEqual(expect.arrayContaining(before.certificates));
  expect(after.documents).toEqual(expect.arrayContaining(before.documents));
  expect(after.posted.map(({ arrivedAt }) => arrivedAt)).toEqual(
    expect.arrayContaining(before.posted.map(({ arrivedAt }) => arrivedAt)),
  );
});
