/** The sweeper's checks on the real parts, with no worker beside them: each heals what is safe, raises the rest once, and closes it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Services } from '../../activities/index.ts';
import { createActivities } from '../../activities/index.ts';
import { lookOver } from '../../activities/look-over.ts';
import { sweep } from '../../activities/sweep.ts';
import { openDatabase } from '../../d-sure/database.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { CheckName, FindingKind } from '../../domain/sweeping.ts';
import { connectTemporal } from '../../services/temporal.ts';
import { mailRunId } from '../../workflows/ids.ts';
import { createCase, idOf, runOf } from './support/cases.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
let at: Date;
const aDay = 86_400_000;

beforeAll(async () => {
  neighbours = await openNeighbours();
  at = new Date();
});
afterAll(() => neighbours.close());
beforeEach(async () => {
  await neighbours.owner.sweepCheck.updateMany({ data: { cursor: null, lapBeganAt: null } });
});

function later(own: Partial<Services> = {}): Services {
  return { ...neighbours.services, clock: { now: () => at }, ...own };
}

/** A day later: every check is due, and what stood still is overdue. Two of them, for D-Sure's lap ends with an empty page. */
async function rounds(own: Partial<Services> = {}): Promise<void> {
  for (let count = 0; count < 2; count += 1) {
    at = new Date(at.getTime() + aDay);
    await lookOver(later(own));
  }
}

function open(kind: FindingKind, guaranteeId?: string) {
  const where = { kind, closedAt: null, ...(guaranteeId === undefined ? {} : { guaranteeId }) };
  return neighbours.db.sweepFinding.findMany({ where });
}

function reports(check: CheckName) {
  return neighbours.db.sweepReport.findMany({ where: { check }, orderBy: { beganAt: 'desc' } });
}

async function inDSure<T>(act: (db: ReturnType<typeof openDatabase>) => Promise<T>): Promise<T> {
  const db = openDatabase(neighbours.dSure.ownerUrl);
  return act(db).finally(() => db.$disconnect());
}

async function numberOf(guaranteeId: string): Promise<string> {
  const { guaranteeNumber } = await neighbours.db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  return guaranteeNumber as string;
}

/** Ends a run as if Temporal's storage had been lost. */
async function terminated(runId: string): Promise<void> {
  const { temporal: address } = neighbours.addresses;
  const client = connectTemporal({ address, namespace: 'default', tls: null, apiKey: null });
  await client.workflow.getHandle(runId).terminate('lost');
  await client.connection.close();
}

test('what is posted and listed alike is nothing to tell', async () => {
  const { guaranteeId } = await createCase(neighbours, 'posted');
  await rounds();
  expect((await neighbours.db.posting.findFirstOrThrow({ where: { guaranteeId } })).comparedAt).not.toBeNull();
  expect(await neighbours.db.sweepFinding.findMany({ where: { kind: { startsWith: 'd-sure' } } })).toEqual([]);
  expect(await reports('d-sure')).not.toHaveLength(0);
});

test('a certificate that D-Sure lost is raised once, and never posted again by itself', async () => {
  const { guaranteeId } = await createCase(neighbours, 'posted');
  const guaranteeNumber = await numberOf(guaranteeId);
  await inDSure(async (db) => {
    await db.revision.deleteMany({ where: { guaranteeNumber } });
  });
  await rounds();
  await rounds();
  expect(await open('d-sure-lacks', guaranteeId)).toMatchObject([{ about: `${guaranteeNumber} No. 1`, ownerId: null }]);
  const listed = await neighbours.services.dSure.listing(null, 1000);
  expect(listed.certificates.some((each) => each.guaranteeNumber === guaranteeNumber)).toBe(false);
  await neighbours.owner.posting.deleteMany({ where: { guaranteeId } });
  await rounds();
  expect(await open('d-sure-lacks', guaranteeId)).toEqual([]);
});

test('another digest at D-Sure is raised, and closed once it is right again', async () => {
  const { guaranteeId } = await createCase(neighbours, 'posted');
  const guaranteeNumber = await numberOf(guaranteeId);
  const { fileDigest } = await neighbours.db.posting.findFirstOrThrow({ where: { guaranteeId } });
  const setTo = (digest: string) =>
    inDSure((db) => db.revision.updateMany({ where: { guaranteeNumber }, data: { fileDigest: digest } }));
  await setTo('0'.repeat(64));
  await rounds();
  expect(await open('d-sure-differs', guaranteeId)).toHaveLength(1);
  await setTo(fileDigest);
  await rounds();
  expect(await open('d-sure-differs', guaranteeId)).toEqual([]);
});

test('a certificate that we know nothing of is raised with its number', async () => {
  const known = await createCase(neighbours, 'posted');
  const { canonicalJson: ours } = await neighbours.db.certificate.findFirstOrThrow({ where: idOf(known) });
  const [file] = await neighbours.db.document.findMany({ where: { ...idOf(known), kind: 'certificate' } });
  const other = canonicalJson({ ...JSON.parse(ours), guaranteeNumber: '31074-99999M' });
  await neighbours.services.dSure.postCertificate({
    guaranteeNumber: '31074-99999M',
    revision: 1,
    certificateJson: other,
    certificateDigest: createHash('sha256').update(other).digest('hex'),
    file: await neighbours.services.store.get(file?.sha256 as string),
    fileDigest: file?.sha256 as string,
  });
  await rounds();
  expect(await open('d-sure-unknown')).toMatchObject([{ about: '31074-99999M No. 1', guaranteeId: null }]);
});

test('an arrival that was never recorded is read from D-Sure; without its key there it is raised', async () => {
  const whole = await createCase(neighbours, 'posting');
  const half = await createCase(neighbours, 'posting');
  const stop = async (revision: typeof whole, when: 'before' | 'after') => {
    const stopping = stoppedAt(neighbours.services, { neighbour: 'dSure', method: 'putKey', when });
    await expect(createActivities(stopping).postCertificate(revision)).rejects.toThrow(Stopped);
  };
  await stop(whole, 'after');
  await stop(half, 'before');
  await rounds();
  const posted = await neighbours.db.revision.findFirstOrThrow({ where: { guaranteeId: whole.guaranteeId } });
  expect(posted).toMatchObject({ stage: 'posted', arrivedAt: expect.any(Date) });
  expect(await open('d-sure-unrecorded', half.guaranteeId)).toHaveLength(1);
  expect(await neighbours.activities.postCertificate(whole)).toBe('posted'); // the run, should it live, finds it done
  await neighbours.activities.postCertificate(half);
  await rounds();
  expect(await open('d-sure-unrecorded', half.guaranteeId)).toEqual([]);
});

test('a run that the server does not know is started anew under a higher epoch, once however many look', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const where = { guaranteeId_number: { guaranteeId: revision.guaranteeId, number: 1 } };
  await neighbours.owner.revision.update({ where, data: { runStartedAt: new Date() } });
  at = new Date(at.getTime() + aDay);
  await Promise.all([lookOver(later()), lookOver(later())]);
  await lookOver(later());
  const rebuilt = await neighbours.db.revision.findUniqueOrThrow({ where });
  expect(rebuilt).toMatchObject({ epoch: 2, stage: 'issuing', runStartedAt: at });
  expect(await neighbours.services.runs.standing(runOf(revision), 5000)).toEqual({ kind: 'running' });
  const events = await neighbours.db.event.findMany({
    where: { guaranteeId: revision.guaranteeId, kind: 'run-rebuilt' },
  });
  expect(events).toHaveLength(1);
  await expect(neighbours.activities.issueCertificate(revision)).rejects.toMatchObject({
    refusal: 'epoch-must-be-current',
  });
});

test('stopped after the epoch was raised, the new run is started by the next round', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const where = { guaranteeId_number: { guaranteeId: revision.guaranteeId, number: 1 } };
  await neighbours.owner.revision.update({ where, data: { runStartedAt: new Date() } });
  const stopping = stoppedAt(neighbours.services, { neighbour: 'runs', method: 'startRevision', when: 'before' });
  at = new Date(at.getTime() + aDay);
  await lookOver(later({ runs: stopping.runs }));
  expect(await neighbours.db.revision.findUniqueOrThrow({ where })).toMatchObject({ epoch: 2, runStartedAt: null });
  at = new Date(at.getTime() + aDay);
  await sweep(later())();
  expect(await neighbours.db.revision.findUniqueOrThrow({ where })).toMatchObject({ epoch: 2, runStartedAt: at });
});

test('a mail that was forgotten gets a run again; one whose run just waits is raised, and closed when it is sent', async () => {
  const { guaranteeId } = await createCase(neighbours, 'posted');
  const { id } = await neighbours.owner.mail.findFirstOrThrow({ where: { guaranteeId } });
  await neighbours.owner.mail.update({ where: { id }, data: { runStartedAt: new Date() } });
  const { runs } = neighbours.services;
  at = new Date(at.getTime() + aDay);
  await terminated(mailRunId(id));
  expect(await runs.standing(mailRunId(id), 5000)).toEqual({ kind: 'lost' });
  await lookOver(later());
  expect(await runs.standing(mailRunId(id), 5000)).toEqual({ kind: 'running' });
  await neighbours.owner.mail.updateMany({ where: { id }, data: { runStartedAt: new Date() } });
  await rounds();
  expect(await open('mail-not-sent', guaranteeId)).toMatchObject([{ about: id }]);
  expect(await neighbours.activities.sendMail(id)).toBe('sent');
  await rounds();
  expect(await open('mail-not-sent', guaranteeId)).toEqual([]);
});

test('what stands too long at a stage is raised once, with its case, and closed when it moved', async () => {
  const applied = await createCase(neighbours, 'applied');
  const posting = await createCase(neighbours, 'posting');
  await rounds();
  await rounds();
  expect(await open('step-overdue', posting.guaranteeId)).toHaveLength(1);
  at = new Date(at.getTime() + 7 * aDay); // whatever days the branch was closed
  await rounds();
  expect(await open('review-overdue', applied.guaranteeId)).toHaveLength(1);
  await neighbours.activities.postCertificate(posting);
  await rounds();
  expect(await open('step-overdue', posting.guaranteeId)).toEqual([]);
});

test('a check that fails says so in its report, and stops no other', async () => {
  await neighbours.dSure.kill();
  await rounds();
  await rounds();
  await neighbours.dSure.start();
  const [failed] = await reports('d-sure');
  expect(failed).toMatchObject({ failure: 'DSureUnreachable', lookedAt: 0 });
  expect((await reports('dispatches'))[0]).toMatchObject({ failure: null });
});

test('rounds that find nothing within an hour share a report', async () => {
  const before = (await reports('dispatches')).length;
  for (let count = 0; count < 3; count += 1) {
    await neighbours.owner.sweepCheck.updateMany({ where: { name: 'dispatches' }, data: { nextAt: at } });
    at = new Date(at.getTime() + 1000);
    await lookOver(later());
  }
  const after = await reports('dispatches');
  expect(after.length).toBeLessThanOrEqual(before + 1);
  expect(after[0]?.rounds).toBeGreaterThanOrEqual(3);
});
