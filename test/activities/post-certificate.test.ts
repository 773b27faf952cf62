/** Posting: one posting at D-Sure with one arrival, however often and however far an attempt comes. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import { openDatabase } from '../../d-sure/database.ts';
import type { PostedCertificate } from '../../services/d-sure-client.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase, idOf } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { type StopPoint, Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

/** What D-Sure lists under the number of a revision. */
async function atDSure(revision: RevisionRef): Promise<PostedCertificate[]> {
  const { guaranteeNumber } = await neighbours.db.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
  const { certificates } = await neighbours.services.dSure.listing(null, 1000);
  return certificates.filter((posted) => posted.guaranteeNumber === guaranteeNumber);
}

/** What our own tables say of the posting. */
async function withUs(revision: RevisionRef) {
  const where = { guaranteeId_number: { guaranteeId: revision.guaranteeId, number: revision.revision } };
  const { stage, arrivedAt } = await neighbours.db.revision.findUniqueOrThrow({ where });
  const posting = await neighbours.db.posting.findUnique({ where: { guaranteeId_revision: idOf(revision) } });
  const mails = await neighbours.db.mail.count({ where: { guaranteeId: revision.guaranteeId } });
  const events = await neighbours.db.event.count({ where: { guaranteeId: revision.guaranteeId, kind: 'posted' } });
  return { stage, arrivedAt, posting, mails, events };
}

/** Posts again and shows that it is the posting which D-Sure took first, recorded once. */
async function expectOnePosting(revision: RevisionRef, first: readonly PostedCertificate[]): Promise<void> {
  expect(await neighbours.activities.postCertificate(revision)).toBe('posted');
  const posted = await atDSure(revision);
  expect(posted).toHaveLength(1);
  expect(posted[0]).toMatchObject({ keyIsSet: true });
  expect(posted[0]?.arrivedAt).toEqual(first[0]?.arrivedAt);
  const arrivedAt = first[0]?.arrivedAt;
  expect(await withUs(revision)).toMatchObject({
    stage: 'posted',
    arrivedAt,
    posting: { arrivedAt },
    mails: 1,
    events: 1,
  });
}

test('posted twice is posted once: the same arrival, one mail, one event', async () => {
  const revision = await createCase(neighbours, 'posting');
  expect(await neighbours.activities.postCertificate(revision)).toBe('posted');
  const first = await withUs(revision);
  await expectOnePosting(revision, await atDSure(revision));
  expect(await withUs(revision)).toEqual(first);
});

test('two attempts at once are one posting', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { postCertificate } = neighbours.activities;
  expect(await Promise.all([1, 2, 3].map(() => postCertificate(revision)))).toEqual(['posted', 'posted', 'posted']);
  await expectOnePosting(revision, await atDSure(revision));
});

test('stopped after D-Sure took it, our tables show no arrival and no key is due; again it is the same posting', async () => {
  const revision = await createCase(neighbours, 'posting');
  const point = { neighbour: 'dSure', method: 'postCertificate', when: 'after' } as const;
  const stopping = createActivities(stoppedAt(neighbours.services, point));
  await expect(stopping.postCertificate(revision)).rejects.toThrow(Stopped);
  expect(await withUs(revision)).toMatchObject({ stage: 'posting', arrivedAt: null, posting: { arrivedAt: null } });
  const first = await atDSure(revision);
  expect(first).toMatchObject([{ keyIsSet: false }]);
  await expectOnePosting(revision, first);
});

test('stopped after the key, the key stays and the arrival is that of the first time', async () => {
  const revision = await createCase(neighbours, 'posting');
  const stopping = stoppedAt(neighbours.services, { neighbour: 'dSure', method: 'putKey', when: 'after' });
  await expect(createActivities(stopping).postCertificate(revision)).rejects.toThrow(Stopped);
  const first = await atDSure(revision);
  expect(first).toMatchObject([{ keyIsSet: true }]);
  expect(await withUs(revision)).toMatchObject({ stage: 'posting', mails: 0, events: 0 });
  await expectOnePosting(revision, first);
});

test('stopped after the receipt and before the mail is started, the mail is started by the next attempt', async () => {
  const revision = await createCase(neighbours, 'posting');
  const stopping = stoppedAt(neighbours.services, { neighbour: 'db', method: '$transaction', when: 'after' });
  await expect(createActivities(stopping).postCertificate(revision)).rejects.toThrow(Stopped);
  const where = { guaranteeId: revision.guaranteeId };
  expect(await neighbours.db.mail.findFirstOrThrow({ where })).toMatchObject({ runStartedAt: null });
  await expectOnePosting(revision, await atDSure(revision));
  expect((await neighbours.db.mail.findFirstOrThrow({ where })).runStartedAt).not.toBeNull();
});

const killings: readonly { where: string; point: StopPoint }[] = [
  {
    where: 'after D-Sure took the certificate',
    point: { neighbour: 'dSure', method: 'postCertificate', when: 'after' },
  },
  { where: 'between the key and our receipt', point: { neighbour: 'dSure', method: 'putKey', when: 'after' } },
  { where: 'between our receipt and the answer', point: { neighbour: 'db', method: '$transaction', when: 'after' } },
];

test.each(killings)('killed $where, the process leaves one posting', async ({ point }) => {
  const revision = await createCase(neighbours, 'posting');
  expect(await killedAt(neighbours.addresses, 'postCertificate', [revision], point)).toBe('SIGKILL');
  const first = await atDSure(revision);
  expect(first).toHaveLength(1);
  await expectOnePosting(revision, first);
});

test('D-Sure killed with the answer on its way: the next attempt finds what it took', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { services, dSure } = neighbours;
  const answerLost = {
    ...services.dSure,
    postCertificate: async (posting: Parameters<typeof services.dSure.postCertificate>[0]) => {
      await services.dSure.postCertificate(posting);
      await dSure.kill();
      return services.dSure.postCertificate(posting); // nobody is there to answer
    },
  };
  const failed = createActivities({ ...services, dSure: answerLost }).postCertificate(revision);
  await expect(failed).rejects.toMatchObject({ name: 'DSureUnreachable' });
  await dSure.start();
  await expectOnePosting(revision, await atDSure(revision));
});

test('other content under the same number is refused for good (posted-certificate-must-not-change)', async () => {
  const revision = await createCase(neighbours, 'posting');
  await neighbours.activities.postCertificate(revision);
  const platform = openDatabase(neighbours.dSure.ownerUrl);
  const [posted] = await atDSure(revision);
  await platform.revision.updateMany({
    where: { guaranteeNumber: posted?.guaranteeNumber as string },
    data: { certificateDigest: randomBytes(32).toString('hex') },
  });
  await platform.$disconnect();
  const again = neighbours.activities.postCertificate(revision);
  await expect(again).rejects.toMatchObject({ refusal: 'posted-certificate-must-not-change' });
});

test('an attempt of an old epoch sends nothing (epoch-must-be-current)', async () => {
  const revision = await createCase(neighbours, 'posting');
  await neighbours.db.revision.updateMany({ where: { guaranteeId: revision.guaranteeId }, data: { epoch: 2 } });
  const refused = expect.objectContaining({ refusal: 'epoch-must-be-current' });
  await expect(neighbours.activities.postCertificate(revision)).rejects.toEqual(refused);
  expect(await atDSure(revision)).toEqual([]);
});

test('overtaken while D-Sure answers, an old attempt records no arrival (epoch-must-be-current)', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { services, db } = neighbours;
  const overtaken = {
    ...services.dSure,
    putKey: async (put: Parameters<typeof services.dSure.putKey>[0]) => {
      await services.dSure.putKey(put);
      await db.revision.updateMany({ where: { guaranteeId: revision.guaranteeId }, data: { epoch: 2 } });
    },
  };
  const refused = expect.objectContaining({ refusal: 'epoch-must-be-current' });
  await expect(createActivities({ ...services, dSure: overtaken }).postCertificate(revision)).rejects.toEqual(refused);
  expect(await withUs(revision)).toMatchObject({ stage: 'posting', arrivedAt: null });
  await expectOnePosting({ ...revision, epoch: 2 }, await atDSure(revision));
});

test('nothing is posted before it is printed (stage-must-allow-posting)', async () => {
  const revision = await createCase(neighbours, 'issued');
  const refused = expect.objectContaining({ refusal: 'stage-must-allow-posting' });
  await expect(neighbours.activities.postCertificate(revision)).rejects.toEqual(refused);
});
