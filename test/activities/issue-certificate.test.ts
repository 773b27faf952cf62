/** Issuing once, whatever happens in between: one number, one key, the same bytes. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase, idOf } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

/** Everything that an issuance leaves behind. */
async function issued(revision: RevisionRef) {
  const { db } = neighbours;
  const { guaranteeNumber } = await db.guarantee.findUniqueOrThrow({ where: { id: revision.guaranteeId } });
  const key = await db.authenticationKey.findUnique({ where: { guaranteeId: revision.guaranteeId } });
  const certificate = await db.certificate.findUnique({ where: { guaranteeId_revision: idOf(revision) } });
  const events = await db.event.count({ where: { guaranteeId: revision.guaranteeId, kind: 'issued' } });
  return { guaranteeNumber, key, certificate, events };
}

async function lastCounter(): Promise<number> {
  const { lastCounter: last } = await neighbours.db.numberSeries.findFirstOrThrow({ where: { branchId: 'tochigi' } });
  return last;
}

const nothing = { guaranteeNumber: null, key: null, certificate: null, events: 0 };

test('issued twice is issued once: one number, one key, the same digest', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const digest = await neighbours.activities.issueCertificate(revision);
  const first = await issued(revision);
  const counter = await lastCounter();
  expect(await neighbours.activities.issueCertificate(revision)).toBe(digest);
  expect(await issued(revision)).toEqual(first);
  expect(first).toMatchObject({ events: 1, certificate: { digest } });
  expect(await lastCounter()).toBe(counter);
});

test('two attempts at once issue one number and one key', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const counter = await lastCounter();
  const { issueCertificate } = neighbours.activities;
  const digests = await Promise.all([1, 2, 3, 4].map(() => issueCertificate(revision)));
  expect(new Set(digests).size).toBe(1);
  expect(await issued(revision)).toMatchObject({ events: 1 });
  expect(await lastCounter()).toBe(counter + 1);
});

test('stopped between number and key, nothing is issued and the number is not lost', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const counter = await lastCounter();
  const stopping = stoppedAt(neighbours.services, { neighbour: 'keyRing', method: 'seal', when: 'after' });
  await expect(createActivities(stopping).issueCertificate(revision)).rejects.toThrow(Stopped);
  expect(await issued(revision)).toEqual(nothing);
  await neighbours.activities.issueCertificate(revision);
  expect(await lastCounter()).toBe(counter + 1);
});

test('stopped after the tables hold it, the next attempt finds it', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const stopping = stoppedAt(neighbours.services, { neighbour: 'db', method: '$transaction', when: 'after' });
  await expect(createActivities(stopping).issueCertificate(revision)).rejects.toThrow(Stopped);
  const first = await issued(revision);
  expect(await neighbours.activities.issueCertificate(revision)).toBe(first.certificate?.digest);
  expect(await issued(revision)).toEqual(first);
});

test('killed inside the transaction, the process leaves no number, no key and no lock', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const counter = await lastCounter();
  const point = { neighbour: 'keyRing', method: 'seal', when: 'before' } as const;
  expect(await killedAt(neighbours.addresses, 'issueCertificate', [revision], point)).toBe('SIGKILL');
  expect(await issued(revision)).toEqual(nothing);
  await neighbours.activities.issueCertificate(revision);
  expect(await lastCounter()).toBe(counter + 1);
});

test('killed after the transaction and before its answer, the process has issued once', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const counter = await lastCounter();
  const point = { neighbour: 'db', method: '$transaction', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'issueCertificate', [revision], point)).toBe('SIGKILL');
  const first = await issued(revision);
  expect(await neighbours.activities.issueCertificate(revision)).toBe(first.certificate?.digest);
  expect(await issued(revision)).toEqual(first);
  expect(await lastCounter()).toBe(counter + 1);
});

test('an attempt of an old epoch issues nothing (epoch-must-be-current)', async () => {
  const revision = await createCase(neighbours, 'issuing');
  await neighbours.db.revision.updateMany({ where: { guaranteeId: revision.guaranteeId }, data: { epoch: 2 } });
  await expect(neighbours.activities.issueCertificate(revision)).rejects.toMatchObject({
    refusal: 'epoch-must-be-current',
  });
  expect(await issued(revision)).toEqual(nothing);
});

test('nothing is issued before its stage (stage-must-allow-issuance)', async () => {
  const revision = await createCase(neighbours, 'applied');
  await expect(neighbours.activities.issueCertificate(revision)).rejects.toMatchObject({
    refusal: 'stage-must-allow-issuance',
  });
  expect(await issued(revision)).toEqual(nothing);
});

test('a branch without its series of numbers issues nothing (number-series-must-exist)', async () => {
  const revision = await createCase(neighbours, 'issuing');
  const branch = { where: { id: 'tochigi' } };
  await neighbours.owner.branch.update({ ...branch, data: { seriesPrefix: '99999' } });
  const refused = expect.objectContaining({ refusal: 'number-series-must-exist' });
  await expect(neighbours.activities.issueCertificate(revision)).rejects.toEqual(refused);
  expect(await issued(revision)).toEqual(nothing);
  await neighbours.owner.branch.update({ ...branch, data: { seriesPrefix: '31074' } });
  await neighbours.activities.issueCertificate(revision);
});
