import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OpenApi, openApi } from './support/api.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const neverAsked = {
  state: 'not-asked',
  minutes: null,
  askedAt: null,
  answeredAt: null,
  latencyMs: null,
  failingSince: null,
  failedAt: null,
  failure: null,
};

const read = async (path: string) => {
  const answer = await fetch(`${api.url}${path}`);
  return { status: answer.status, body: await answer.json() };
};

test('the process lives whatever is away', async () => {
  expect(await read('/health')).toEqual({ status: 200, body: { status: 'live' } });
});

test('what is away is told by name', async () => {
  expect(await read('/ready')).toEqual({
    status: 503,
    body: {
      status: 'not-ready',
      dependencies: { database: 'answers', temporal: 'away', documentStore: 'answers' },
      away: ['temporal'],
      counterparties: {
        'd-sure': { ...neverAsked, circuit: 'closed' },
        smtp: { ...neverAsked, circuit: 'closed' },
        documents: { ...neverAsked, circuit: 'closed' },
        temporal: { ...neverAsked, circuit: null },
        database: { ...neverAsked, circuit: null },
      },
    },
  });
});

test('with the database gone a request is a 500 that gives nothing away but its number', async () => {
  await api.db.$disconnect();
  await api.owner.$executeRawUnsafe('ALTER TABLE api_key RENAME TO api_key_lost');
  const answer = await fetch(`${api.url}/api/v1/guarantees`, {
    headers: { Authorization: `Bearer ${api.tokens.reviewer}` },
  });
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).not.toMatch(/api_key|prisma|select|at /i);
  expect(JSON.parse(text)).toMatchObject({
    type: 'about:blank',
    name: 'unforeseen',
    requestId: answer.headers.get('x-request-id'),
  });
});
