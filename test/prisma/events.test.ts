/** The chain of events: whole, append-only, and still whole when words are erased by law. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import canonicalize from 'canonicalize';
import { hashOf } from '../../prisma/event-hashes.ts';
import { appendEvents } from '../../prisma/events.ts';
import { lockRevision } from '../../prisma/revisions.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { createCase } from '../activities/support/cases.ts';
import { type Neighbours, openNeighbours } from '../activities/support/neighbours.ts';

let neighbours: Neighbours;
let revision: RevisionRef;
beforeAll(async () => {
  neighbours = await openNeighbours();
  revision = await createCase(neighbours, 'submitted');
});
afterAll(() => neighbours.close());

function chain() {
  const where = { guaranteeId: revision.guaranteeId };
  return neighbours.db.event.findMany({ where, orderBy: { sequence: 'asc' }, include: { body: true } });
}

type Link = Awaited<ReturnType<typeof chain>>[number];

/** What is wrong with a chain, link by link; nothing where it is whole. */
function faults(links: readonly Link[]): string[] {
  return links.flatMap((link, index) => {
    const bodyDigest = link.body === null ? link.bodyDigest : digestOf(link.body.salt, link.body.content);
    return [
      ...(link.sequence === index + 1 ? [] : [`${link.sequence} stands at ${index + 1}`]),
      ...(link.previousHash === (links[index - 1]?.hash ?? '') ? [] : [`${link.sequence} points elsewhere`]),
      ...(link.hash === hashOf(link) ? [] : [`${link.sequence} is not what its hash says`]),
      ...(link.bodyDigest === bodyDigest ? [] : [`the words of ${link.sequence} are not what its digest says`]),
    ];
  });
}

function digestOf(salt: string, content: unknown): string {
  return createHash('sha256')
    .update(salt + canonicalize(content))
    .digest('hex');
}

test('every act of a case is a link, and all hashes can be computed again', async () => {
  const links = await chain();
  const kinds = links.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(['approve', 'issued', 'printed', 'posted', 'recordSubmission']));
  expect(faults(links)).toEqual([]);
});

test('a changed link, a changed word and a missing link are found', async () => {
  const links = await chain();
  const changed = (own: Partial<Link>) => faults(links.map((link, n) => (n === 1 ? { ...link, ...own } : link)));
  expect(changed({ kind: 'decline' })).toEqual(['2 is not what its hash says']);
  expect(changed({ occurredAt: new Date(0) })).toEqual(['2 is not what its hash says']);
  expect(changed({ body: { ...(links[1]?.body as NonNullable<Link['body']>), content: { said: 'else' } } })).toEqual([
    'the words of 2 are not what its digest says',
  ]);
  expect(faults(links.filter(({ sequence }) => sequence !== 2))).not.toEqual([]);
});

test('the service itself can neither change nor take back an event', async () => {
  const { db } = neighbours;
  const where = { guaranteeId: revision.guaranteeId };
  await expect(db.event.updateMany({ where, data: { kind: 'decline' } })).rejects.toThrow(/permission denied/);
  await expect(db.event.deleteMany({ where })).rejects.toThrow(/permission denied/);
  await expect(db.$executeRaw`TRUNCATE event CASCADE`).rejects.toThrow(/permission denied/);
  expect(faults(await chain())).toEqual([]);
});

test.each(['certificate', 'document', 'submission', 'authorityResponse'] as const)(
  'nor does it change what stands in %s',
  async (table) => {
    const model = neighbours.db[table] as unknown as { updateMany(change: object): Promise<unknown> };
    await expect(model.updateMany({ data: { revision: 9 } })).rejects.toThrow(/permission denied/);
  },
);

test('words erased by law leave the chain whole', async () => {
  const before = await chain();
  const eventId = before[1]?.id as string;
  await neighbours.owner.eventBody.delete({ where: { eventId } });
  const after = await chain();
  expect(after[1]?.body).toBeNull();
  expect(after.map(({ hash }) => hash)).toEqual(before.map(({ hash }) => hash));
  expect(faults(after)).toEqual([]);
});

test('events appended by many at once stand in one row, without gap or twin', async () => {
  const event = { revision: 1, kind: 'noted', actorId: null, content: { note: 'the same words' } };
  const append = () =>
    neighbours.db.$transaction(async (tx) => {
      const locked = await lockRevision(tx, revision);
      await appendEvents(tx, locked, [event], new Date());
      await appendEvents(tx, locked, [event], new Date());
    });
  const before = (await chain()).length;
  await Promise.all(Array.from({ length: 8 }, append));
  const links = await chain();
  expect(links).toHaveLength(before + 16);
  expect(faults(links)).toEqual([]);
});

test('the same words have other digests each time: nobody can guess them from the chain', async () => {
  const noted = (await chain()).filter(({ kind }) => kind === 'noted');
  expect(new Set(noted.map(({ bodyDigest }) => bodyDigest)).size).toBe(noted.length);
});
