/** Incidents: one open row for a run and step, however often it is told. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { buildExample } from '../support/cases.ts';
import { createCase, recorded, runOf } from './support/cases.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

function incidentsOf(revision: RevisionRef) {
  return neighbours.db.incident.findMany({ where: { runId: runOf(revision) }, orderBy: { firstSeenAt: 'asc' } });
}

test('raised twice, an incident is one, and counts all tries', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { raiseIncident } = neighbours.activities;
  const id = await raiseIncident(revision, 'post', 'DSureUnavailable', 8);
  expect(await raiseIncident(revision, 'post', 'DSureUnavailable', 8)).toBe(id);
  expect(await incidentsOf(revision)).toMatchObject([{ id, state: 'open', tries: 16, amountYen: 20_000_000n }]);
});

test('raised by two at once, an incident is one', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { raiseIncident } = neighbours.activities;
  const ids = await Promise.all([1, 2, 3].map(() => raiseIncident(revision, 'post', 'DSureUnavailable', 1)));
  expect(new Set(ids).size).toBe(1);
  expect(await incidentsOf(revision)).toHaveLength(1);
});

test('stopped after the row was written, the next attempt tells the same incident', async () => {
  const revision = await createCase(neighbours, 'posting');
  const stopping = stoppedAt(neighbours.services, { neighbour: 'db', method: '$transaction', when: 'after' });
  const raised = createActivities(stopping).raiseIncident(revision, 'post', 'DSureUnavailable', 8);
  await expect(raised).rejects.toThrow(Stopped);
  const [row] = await incidentsOf(revision);
  expect(await neighbours.activities.raiseIncident(revision, 'post', 'DSureUnavailable', 8)).toBe(row?.id);
  expect(await incidentsOf(revision)).toHaveLength(1);
});

test('a new cause closes the old incident and opens another; success closes what is open', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { raiseIncident, postCertificate } = neighbours.activities;
  const first = await raiseIncident(revision, 'post', 'DSureUnavailable', 8);
  const second = await raiseIncident(revision, 'post', 'no-answer-in-time', 8);
  expect(await incidentsOf(revision)).toMatchObject([
    { id: first, state: 'new-cause' },
    { id: second, state: 'open', fingerprint: 'post × no-answer-in-time × d-sure' },
  ]);
  await postCertificate(revision);
  expect((await incidentsOf(revision)).map(({ state }) => state)).toEqual(['new-cause', 'fixed']);
});

test('an incident that fails again after its retry is open again', async () => {
  const revision = await createCase(neighbours, 'posting');
  const incidentId = await neighbours.activities.raiseIncident(revision, 'post', 'DSureUnavailable', 8);
  await recorded(neighbours, revision, 'retry', { by: 'operator', incidentId });
  expect(await incidentsOf(revision)).toMatchObject([{ state: 'retrying' }]);
  expect(await neighbours.activities.raiseIncident(revision, 'post', 'DSureUnavailable', 8)).toBe(incidentId);
  expect(await incidentsOf(revision)).toMatchObject([{ state: 'open', tries: 16, reopenings: 1 }]);
});

test('what an incident puts at risk: the day that the certificate tells, and the day that the authority wants it by', async () => {
  const revision = await createCase(neighbours, 'posting');
  const { constructionContractId } = await neighbours.db.guarantee.findUniqueOrThrow({
    where: { id: revision.guaranteeId },
  });
  const { contractOn } = await neighbours.db.constructionContract.findUniqueOrThrow({
    where: { id: constructionContractId },
  });
  await neighbours.activities.raiseIncident(revision, 'post', 'DSureUnavailable', 8);
  const [incident] = await incidentsOf(revision);
  const today = new Date(new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10));
  expect(incident?.promisedOn).toEqual(today);
  // A prepayment guarantee is wanted after the contract: no day is known by which it is late (R-B1).
  expect(incident?.dueOn).toBeNull();

  const example = buildExample(new Date());
  const guarantees = example.guarantees.filter(({ product }) => product === 'contract-guarantee');
  const before = await createCase(neighbours, 'posting', { ...example, guarantees });
  await neighbours.activities.raiseIncident(before, 'post', 'DSureUnavailable', 8);
  const due = (await incidentsOf(before))[0]?.dueOn;
  expect(due).not.toBeNull();
  expect(due?.getTime()).toBeLessThanOrEqual(contractOn.getTime());
});

test('a run of an old epoch raises nothing (epoch-must-be-current)', async () => {
  const revision = await createCase(neighbours, 'posting');
  const old = { ...revision, epoch: 0 };
  const refused = expect.objectContaining({ refusal: 'epoch-must-be-current' });
  await expect(neighbours.activities.raiseIncident(old, 'post', 'DSureUnavailable', 8)).rejects.toEqual(refused);
  expect(await incidentsOf(revision)).toEqual([]);
});
