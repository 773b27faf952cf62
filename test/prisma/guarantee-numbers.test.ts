/** Guarantee numbers: gap-free per branch, whoever issues at the same moment and whoever fails (R-K1). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase } from '../activities/support/cases.ts';
import { type Neighbours, openNeighbours } from '../activities/support/neighbours.ts';
import { Stopped, stoppedAt } from '../activities/support/stopped.ts';
import { buildExample } from '../support/cases.ts';

const inFlight = 20;

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours(inFlight);
});
afterAll(() => neighbours.close());

/** Does this for each, so many at a time. */
async function together<T, R>(all: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = [...all.entries()];
  const takeTurns = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) results[next[0]] = await act(next[1]);
  };
  await Promise.all(Array.from({ length: inFlight }, takeTurns));
  return results;
}

/** So many approved guarantees of a branch, not yet issued: one case, and copies of its rows. */
async function approvedAt(branchId: string, count: number): Promise<RevisionRef[]> {
  const example = buildExample(new Date());
  const delivery = { ...example.delivery, branchId };
  const original = await createCase(neighbours, 'issuing', { ...example, delivery });
  const where = { guaranteeId_number: { guaranteeId: original.guaranteeId, number: 1 } };
  const { guarantee, ...revision } = await neighbours.db.revision.findUniqueOrThrow({
    where,
    include: { guarantee: true },
  });
  const { position: _given, ...row } = guarantee;
  const ids = Array.from({ length: count - 1 }, () => randomUUID());
  await neighbours.db.guarantee.createMany({ data: ids.map((id) => ({ ...row, id })) });
  await neighbours.db.revision.createMany({ data: ids.map((guaranteeId) => ({ ...revision, guaranteeId })) });
  return [original, ...ids.map((guaranteeId) => ({ ...original, guaranteeId }))];
}

async function countersOf(branchId: string): Promise<number[]> {
  const rows = await neighbours.db.guarantee.findMany({
    where: { branchId, guaranteeNumber: { not: null } },
    select: { guaranteeNumber: true },
  });
  const counters = rows.map(({ guaranteeNumber }) => Number(/-(\d+)M$/.exec(guaranteeNumber as string)?.[1]));
  return counters.sort((one, other) => one - other);
}

/** The key is sealed after the number was taken. */
const afterTheNumber = { neighbour: 'keyRing', method: 'seal', when: 'after' } as const;

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test('500 issuances at a time give 1 to 500 at one branch and 1 to 60 at the other: no gap, no double', async () => {
  const revisions = [...(await approvedAt('tochigi', 500)), ...(await approvedAt('tokyo', 60))];
  const digests = await together(revisions, neighbours.activities.issueCertificate);
  expect(new Set(digests).size).toBe(560);
  expect(await countersOf('tochigi')).toEqual(upTo(500));
  expect(await countersOf('tokyo')).toEqual(upTo(60));
  expect(await neighbours.db.authenticationKey.count()).toBe(560);
});

test('issuances that fail between number and key leave no gap among those that succeed', async () => {
  const before = (await countersOf('tochigi')).length;
  const revisions = await approvedAt('tochigi', 40);
  const outcomes = await together([...revisions.entries()], async ([n, revision]) => {
    const services = n % 4 === 0 ? stoppedAt(neighbours.services, afterTheNumber) : neighbours.services;
    return createActivities(services)
      .issueCertificate(revision)
      .catch((error: unknown) => error);
  });
  expect(outcomes.filter((outcome) => outcome instanceof Stopped)).toHaveLength(10);
  expect(await countersOf('tochigi')).toEqual(upTo(before + 30));
  await together(revisions, neighbours.activities.issueCertificate);
  expect(await countersOf('tochigi')).toEqual(upTo(before + 40));
});
