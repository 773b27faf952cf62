/** Acts of no guarantee: chained by subject, sealed into the one sequence, and heard by no screen. */

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ActedBy, byTheService } from '../../domain/audit.ts';
import { staffReader } from '../../domain/scopes.ts';
import { type Act, recordAct, recordActs } from '../../prisma/acts.ts';
import type { Database } from '../../prisma/database.ts';
import { bodyDigestOf, hashOf } from '../../prisma/event-hashes.ts';
import { changesBetween, headPosition } from '../../prisma/sealed-changes.ts';
import { sealEvents } from '../../prisma/sealing.ts';
import { createCase } from '../activities/support/cases.ts';
import { type Neighbours, openNeighbours } from '../activities/support/neighbours.ts';

let neighbours: Neighbours;
let db: Database;
beforeAll(async () => {
  neighbours = await openNeighbours();
  ({ db } = neighbours);
  await createCase(neighbours, 'applied');
});
afterAll(() => neighbours.close());

const now = new Date('2026-04-01T00:00:00Z');
const aPerson: ActedBy = {
  userId: '0b0b0b0b-0b0b-4b0b-8b0b-0b0b0b0b0b0b',
  roles: ['operator'],
  address: '192.0.2.7',
};

function act(own: Partial<Act>): Act {
  const nothing = { before: null, after: null, reason: null };
  return { subject: 'circuit/d-sure', kind: 'circuit-opened', actor: byTheService, ...nothing, ...own };
}

const record = (...acts: Act[]) => db.$transaction((tx) => recordActs(tx, acts, now));
const chain = (subject: string) =>
  db.event.findMany({ where: { subject }, orderBy: { sequence: 'asc' }, include: { body: true } });

test('an act tells who did what from where, with before, after and reason, and its hash can be computed again', async () => {
  const said = { before: { state: 'closed' }, after: { state: 'open' }, reason: 'D-Sure answers 503.' };
  await db.$transaction((tx) => recordAct(tx, act({ subject: 'circuit/documents', actor: aPerson, ...said }), now));
  const [event] = await chain('circuit/documents');
  expect(event).toMatchObject({
    guaranteeId: null,
    sequence: 1,
    kind: 'circuit-opened',
    actorId: aPerson.userId,
    occurredAt: now,
    previousHash: '',
  });
  const by = { roles: ['operator'], address: '192.0.2.7', apiKeyId: null };
  expect(event?.body?.content).toEqual({ by, ...said });
  expect(event?.hash).toBe(hashOf(event as NonNullable<typeof event>));
  expect(event?.bodyDigest).toBe(bodyDigestOf(event?.body?.salt ?? '', event?.body?.content));
});

test('each subject has a chain of its own, without gap or twin, however many act at once', async () => {
  const subjects = ['circuit/smtp', 'user/a', 'register/bank/0001'] as const;
  const mixed = (n: number) => subjects.map((_, i) => act({ subject: subjects[(n + i) % 3] as Act['subject'] }));
  await Promise.all(Array.from({ length: 12 }, (_, n) => record(...mixed(n))));
  for (const subject of subjects) {
    const links = await chain(subject);
    expect(links.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
    for (const [index, link] of links.entries()) {
      expect(link.previousHash).toBe(links[index - 1]?.hash ?? '');
      expect(link.hash).toBe(hashOf(link));
    }
  }
});

test('an act of a transaction that fails has not happened', async () => {
  const fails = db.$transaction(async (tx) => {
    await recordAct(tx, act({ subject: 'user/b' }), now);
    throw new Error('no');
  });
  await expect(fails).rejects.toThrow('no');
  expect(await chain('user/b')).toEqual([]);
});

test('acts are sealed into the one sequence, and nobody’s screen hears of them', async () => {
  await sealEvents(db, () => now);
  const before = await headPosition(db);
  await record(act({ subject: 'user/c' }), act({ subject: 'user/d' }));
  expect(await sealEvents(db, () => now)).toBe(2);
  const after = await headPosition(db);
  expect(after).toBe(before + 2n);
  const staff = staffReader('all');
  expect(await changesBetween(db, staff, 0n, before, 100)).not.toEqual([]);
  expect(await changesBetween(db, staff, before, after, 100)).toEqual([]);
});

test('an event is of a guarantee or of a subject, never of neither', async () => {
  const columns = {
    sequence: 1,
    revision: 0,
    kind: 'noted',
    occurredAt: now,
    bodyDigest: '',
    previousHash: '',
    hash: '',
  };
  await expect(db.event.create({ data: { id: aPerson.userId as string, ...columns } })).rejects.toThrow(
    /event_of_one_chain/,
  );
});
