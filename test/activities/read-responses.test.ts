/** D-Sure's feed: each page is stored once, with the cursor, whoever reads it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createActivities } from '../../activities/index.ts';
import type { AuthorityResponseFact } from '../../domain/authority-response.ts';
import { contractorReader, type Reader, staffReader } from '../../domain/scopes.ts';
import { timelineFor } from '../../prisma/event-views.ts';
import { feedCursor } from '../../prisma/feeds.ts';
import { storeResponses } from '../../prisma/responses.ts';
import type { RevisionRef } from '../../workflows/messages.ts';
import { until } from '../support/until.ts';
import { acts } from './support/authority.ts';
import { createCase } from './support/cases.ts';
import { type Neighbours, openNeighbours } from './support/neighbours.ts';
import { Stopped, stoppedAt } from './support/stopped.ts';

let neighbours: Neighbours;
beforeAll(async () => {
  neighbours = await openNeighbours();
});
afterAll(() => neighbours.close());

function responsesOf({ guaranteeId }: RevisionRef) {
  return neighbours.db.authorityResponse.findMany({ where: { guaranteeId }, orderBy: { respondedAt: 'asc' } });
}

test('a feed read twice, and by several at once, is stored once', async () => {
  const revision = await createCase(neighbours, 'submitted');
  await acts(neighbours, revision, 'accept');
  const { readResponses } = neighbours.activities;
  await Promise.all([readResponses(), readResponses(), readResponses()]);
  expect(await readResponses()).toBe(0);
  expect((await responsesOf(revision)).map(({ kind }) => kind)).toEqual(['opened', 'accepted']);
  const { guaranteeId } = revision;
  expect(await neighbours.db.event.count({ where: { guaranteeId, kind: 'authority-accepted' } })).toBe(1);
});

test('stopped between the page and its row, the page is read again; after the row it is not', async () => {
  const revision = await createCase(neighbours, 'submitted');
  await acts(neighbours, revision, 'ask for a correction');
  const cursor = await feedCursor(neighbours.db, 'd-sure-responses');
  const early = stoppedAt(neighbours.services, { neighbour: 'dSure', method: 'responses', when: 'after' });
  await expect(createActivities(early).readResponses()).rejects.toThrow(Stopped);
  expect(await feedCursor(neighbours.db, 'd-sure-responses')).toBe(cursor);
  const late = stoppedAt(neighbours.services, { neighbour: 'db', method: '$transaction', when: 'after' });
  await expect(createActivities(late).readResponses()).rejects.toThrow(Stopped);
  expect(await feedCursor(neighbours.db, 'd-sure-responses')).not.toBe(cursor);
  expect(await neighbours.activities.readResponses()).toBe(0);
  expect((await responsesOf(revision)).map(({ kind }) => kind)).toEqual(['opened', 'correction-asked']);
  const where = { guaranteeId: revision.guaranteeId, kind: 'correction-asked' };
  expect(await neighbours.db.mail.count({ where })).toBe(1);
});

test('a page whose cursor has moved on in between is not stored by the slower reader', async () => {
  const revision = await createCase(neighbours, 'submitted');
  await acts(neighbours, revision, 'accept');
  const after = await feedCursor(neighbours.db, 'd-sure-responses');
  const page = await neighbours.services.dSure.responses(after, 100);
  const now = new Date();
  await storeResponses(neighbours.db, after, page, now);
  const other = page.responses.map((fact): AuthorityResponseFact => ({ ...fact, id: `${fact.id}-of-the-slower` }));
  expect(await storeResponses(neighbours.db, after, { ...page, responses: other }, now)).toEqual([]);
  expect(await responsesOf(revision)).toHaveLength(2);
  expect(await feedCursor(neighbours.db, 'd-sure-responses')).toBe(page.cursor);
});

test('a correction asked for causes one mail to the contractor and moves no stage', async () => {
  const revision = await createCase(neighbours, 'posted');
  await acts(neighbours, revision, 'ask for a correction');
  await neighbours.activities.readResponses();
  const { guaranteeId } = revision;
  const mails = await neighbours.db.mail.findMany({ where: { guaranteeId, kind: 'correction-asked' } });
  expect(mails).toMatchObject([{ toAddress: 'tsuuchi@marumaru-kensetsu.example.jp' }]);
  const row = await neighbours.db.revision.findFirstOrThrow({ where: { guaranteeId } });
  expect(row.stage).toBe('posted');
});

test('somebody else’s certificate on the same platform is passed over', async () => {
  const fact: AuthorityResponseFact = {
    id: 'a response to another installation',
    kind: 'opened',
    guaranteeNumber: '99999-999999M',
    revision: 1,
    at: new Date(),
    by: '他の町',
    reason: null,
  };
  const after = await feedCursor(neighbours.db, 'd-sure-responses');
  const page = { responses: [fact], cursor: after };
  expect(await storeResponses(neighbours.db, after, page, new Date())).toEqual([]);
  expect(await neighbours.db.authorityResponse.count({ where: { id: fact.id } })).toBe(0);
});

test('a burst of wrong keys is one event of its guarantee, and staff alone see it', async () => {
  const { guaranteeId } = await createCase(neighbours, 'posted');
  await acts(neighbours, { guaranteeId }, 'try wrong keys');
  const { readResponses } = neighbours.activities;
  const told = () => neighbours.db.event.count({ where: { guaranteeId, kind: 'wrong-keys' } });
  await until(async () => {
    await Promise.all([readResponses(), readResponses()]);
    return (await told()) > 0;
  });
  await readResponses();
  expect(await told()).toBe(1);
  const { contractorId } = await neighbours.db.guarantee.findUniqueOrThrow({ where: { id: guaranteeId } });
  const kinds = async (reader: Reader) =>
    (await timelineFor(neighbours.db, reader, guaranteeId)).map(({ kind }) => kind);
  expect(await kinds(staffReader('all'))).toContain('wrong-keys');
  expect(await kinds(contractorReader(contractorId))).not.toContain('wrong-keys');
});
