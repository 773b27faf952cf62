/** The feed of responses: whoever reads on from a cursor misses nothing, whatever is written meanwhile. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addResponse, responsesAfter } from '../../d-sure/responses.ts';
import { type House, openHouse, otherToken } from './support/house.ts';
import { buildPosting, get, post } from './support/postings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await post(house.url, buildPosting('31074-00001M'));
});
afterAll(() => house.close());

test('eight writers at once leave no gap, and a reader among them skips nothing', async () => {
  const { database } = house.services;
  const surety = await database.surety.findUniqueOrThrow({ where: { id: 'mirai' } });
  const { id: revisionId } = await database.revision.findFirstOrThrow();
  const { id: userId } = await database.authorityUser.findFirstOrThrow();
  const response = {
    suretyId: surety.id,
    kind: 'correction-asked' as const,
    revisionId,
    userId,
    by: '高根沢町 総務課',
  };
  const write = (identity: string) =>
    database.$transaction(async (transaction) => {
      await addResponse(transaction, { ...response, reason: identity, identity, at: new Date() });
      // Holds the number a while, so that a reader would overtake it if numbers could be seen out of order.
      await transaction.$executeRaw`SELECT pg_sleep(random() * 0.01)`;
    });

  let writing = true;
  const writers = Promise.all(
    Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 12; n++) await write(`${writer}/${n}`);
    }),
  ).finally(() => {
    writing = false;
  });

  const read: (string | null)[] = [];
  let cursor = 0n;
  const readOn = async () => {
    const page = await responsesAfter(database, surety, cursor, 5);
    read.push(...page.responses.map(({ reason }) => reason));
    cursor = BigInt(page.cursor ?? 0);
    return page.responses.length;
  };
  while (writing) await readOn();
  await writers;
  while ((await readOn()) > 0);

  expect(read).toHaveLength(96);
  expect(new Set(read).size).toBe(96);
  expect(cursor).toBe(96n);
});

test('the feed is read in pages; an empty page keeps the cursor', async () => {
  const { json: first } = await get(house.url, '/api/responses?limit=90');
  expect([first.responses.length, first.cursor]).toEqual([90, '90']);
  const { json: second } = await get(house.url, '/api/responses?limit=90&after=90');
  expect([second.responses.length, second.cursor]).toEqual([6, '96']);
  expect((await get(house.url, '/api/responses?after=96')).json).toEqual({ responses: [], cursor: '96' });
});

test('a response is a fact with an id of its own, and a surety reads only its own', async () => {
  const { json } = await get(house.url, '/api/responses?limit=1');
  expect(json.responses[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    kind: 'correction-asked',
    guaranteeNumber: '31074-00001M',
    revision: 1,
    at: expect.stringMatching(/^\d{4}-.*Z$/),
    by: '高根沢町 総務課',
    reason: expect.any(String),
  });
  expect((await get(house.url, '/api/responses', otherToken)).json).toEqual({ responses: [], cursor: null });
});

test('a response that is rolled back leaves no gap', async () => {
  const { database } = house.services;
  const { revisionId, userId } = await database.response.findFirstOrThrow();
  const response = {
    suretyId: 'mirai',
    kind: 'accepted' as const,
    revisionId,
    userId,
    by: '高根沢町',
    reason: null,
    at: new Date(),
  };
  const failing = database.$transaction(async (transaction) => {
    await addResponse(transaction, { ...response, identity: 'lost' });
    throw new Error('the machine stops here');
  });
  await expect(failing).rejects.toThrow('the machine stops here');
  await database.$transaction((transaction) => addResponse(transaction, { ...response, identity: 'kept' }));
  expect((await get(house.url, '/api/responses?after=96')).json).toMatchObject({
    responses: [{ kind: 'accepted' }],
    cursor: '97',
  });
});
