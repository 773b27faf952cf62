/** Commands: recorded once, answered for life. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import { accepted, createCase } from './support/cases.ts';
import { killedAt } from './support/killed.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

test('recorded twice, a command acts once and its outcome is the recorded one', async () => {
  const revision = await createCase(neighbours, 'applied');
  const { id } = await accepted(neighbours, revision, 'approve');
  const first = await neighbours.activities.recordCommand(revision, id);
  expect(first).toEqual({ name: 'approve', state: 'applied', refusal: null, stage: 'issuing' });
  expect(await neighbours.activities.recordCommand(revision, id)).toEqual(first);
  const { guaranteeId } = revision;
  expect(await neighbours.db.event.count({ where: { guaranteeId, kind: 'approve' } })).toBe(1);
});

test('twins recorded at the same moment act once', async () => {
  const revision = await createCase(neighbours, 'applied');
  const { id } = await accepted(neighbours, revision, 'return', { content: { reason: '金額をご確認ください。' } });
  const { recordCommand } = neighbours.activities;
  const outcomes = await Promise.all([1, 2, 3].map(() => recordCommand(revision, id)));
  expect(outcomes.map(({ state }) => state)).toEqual(['applied', 'applied', 'applied']);
  const { guaranteeId } = revision;
  expect(await neighbours.db.event.count({ where: { guaranteeId, kind: 'return' } })).toBe(1);
  expect(await neighbours.db.mail.count({ where: { guaranteeId } })).toBe(1);
});

test('of two commands that exclude each other one is applied and the other refused, whichever comes first', async () => {
  const revision = await createCase(neighbours, 'applied');
  const reason = { content: { reason: '金額をご確認ください。' } };
  const approval = await accepted(neighbours, revision, 'approve');
  const decline = await accepted(neighbours, revision, 'decline', reason);
  const { recordCommand } = neighbours.activities;
  const outcomes = await Promise.all([approval, decline].map(({ id }) => recordCommand(revision, id)));
  expect(outcomes.map(({ state }) => state).sort()).toEqual(['applied', 'refused']);
  expect(new Set(outcomes.map(({ stage }) => stage)).size).toBeLessThanOrEqual(2);
  const { guaranteeId } = revision;
  const acts = { guaranteeId, kind: { in: ['approve', 'decline'] } };
  expect(await neighbours.db.event.count({ where: acts })).toBe(1);
});

test('a refusal is kept as well, even when the stage would allow the command later', async () => {
  const revision = await createCase(neighbours, 'applied');
  const early = await accepted(neighbours, revision, 'recordSubmission', {
    by: 'contractor',
    content: { channel: 'email' },
  });
  const refused = { state: 'refused', refusal: 'stage-must-allow-submission' };
  expect(await neighbours.activities.recordCommand(revision, early.id)).toMatchObject(refused);
  await neighbours.activities.recordCommand(revision, (await accepted(neighbours, revision, 'approve')).id);
  await neighbours.activities.issueCertificate(revision);
  await neighbours.activities.printDocuments(revision);
  await neighbours.activities.postCertificate(revision);
  expect(await neighbours.activities.recordCommand(revision, early.id)).toMatchObject(refused);
});

test('stopped after it was recorded, the mail it caused is found by the sweeper', async () => {
  const revision = await createCase(neighbours, 'applied');
  const { id } = await accepted(neighbours, revision, 'return', { content: { reason: '金額をご確認ください。' } });
  const stopping = stoppedAt(neighbours.services, { neighbour: 'db', method: '$transaction', when: 'after' });
  await expect(createActivities(stopping).recordCommand(revision, id)).rejects.toThrow(Stopped);
  const where = { guaranteeId: revision.guaranteeId };
  expect(await neighbours.db.mail.findFirstOrThrow({ where })).toMatchObject({ runStartedAt: null });
  const later = { now: () => new Date(Date.now() + 60_000) };
  await createActivities({ ...neighbours.services, clock: later }).sweep();
  expect((await neighbours.db.mail.findFirstOrThrow({ where })).runStartedAt).not.toBeNull();
  expect(await neighbours.activities.recordCommand(revision, id)).toMatchObject({ state: 'applied' });
  expect(await neighbours.db.mail.count({ where })).toBe(1);
});

test('killed after it was recorded, the process has recorded it once', async () => {
  const revision = await createCase(neighbours, 'applied');
  const { id } = await accepted(neighbours, revision, 'approve');
  const point = { neighbour: 'db', method: '$transaction', when: 'after' } as const;
  expect(await killedAt(neighbours.addresses, 'recordCommand', [revision, id], point)).toBe('SIGKILL');
  expect(await neighbours.activities.recordCommand(revision, id)).toMatchObject({ state: 'applied', stage: 'issuing' });
  const { guaranteeId } = revision;
  expect(await neighbours.db.event.count({ where: { guaranteeId, kind: 'approve' } })).toBe(1);
});

test('a run of an old epoch records nothing (epoch-must-be-current)', async () => {
  const revision = await createCase(neighbours, 'applied');
  const { id } = await accepted(neighbours, revision, 'approve');
  await neighbours.db.revision.updateMany({ where: { guaranteeId: revision.guaranteeId }, data: { epoch: 2 } });
  const refused = expect.objectContaining({ refusal: 'epoch-must-be-current' });
  await expect(neighbours.activities.recordCommand(revision, id)).rejects.toEqual(refused);
  expect(await neighbours.db.command.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'accepted' });
});

test('an incident that is not open refuses its retry by name (incident-must-be-open)', async () => {
  const revision = await createCase(neighbours, 'issued');
  const { id } = await accepted(neighbours, revision, 'retry', { by: 'operator', incidentId: randomUUID() });
  expect(await neighbours.activities.recordCommand(revision, id)).toMatchObject({ refusal: 'incident-must-be-open' });
});
