import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildExample } from '../../support/cases.ts';
import { type OpenApi, openApi } from '../support/api.ts';

let api: OpenApi;
let now = new Date('2026-04-01T03:00:00Z');
beforeAll(async () => {
  api = await openApi({ clock: { now: () => now } });
  for (let count = 0; count < 6; count += 1) await apply();
});
afterAll(() => api.close());

const list = '/api/v1/guarantees';

async function apply(): Promise<string[]> {
  const told = await api.post('contractor', '/api/v1/applications', { body: buildExample(now) });
  return told.body.guarantees.map(({ id }: { id: string }) => id);
}

/** Every id, page by page; `between` happens after each page. */
async function pages(query: string, between: () => Promise<unknown> = async () => undefined): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const told = await api.get('contractor', `${list}?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    ids.push(...told.body.guarantees.map(({ id }: { id: string }) => id));
    cursor = told.body.nextCursor;
    await between();
  }
  return ids;
}

test('newest first, with what a list shows', async () => {
  const told = await api.get('reviewer', `${list}?limit=1`);
  expect(told.body.guarantees).toMatchObject([
    {
      product: 'contract-guarantee',
      productName: '契約保証',
      stage: 'applied',
      stageTitle: '審査を待っています',
      waitsFor: 'reviewer',
      ended: false,
      amountYen: 5_000_000,
      contractor: { name: '〇〇建設 株式会社' },
      authority: { id: 'takanezawa', name: '高根沢町' },
      appliedOn: '2026-04-01',
      guaranteeNumber: null,
    },
  ]);
});

test('pages have no gap and no double while rows are added', async () => {
  const before = await pages('limit=200');
  const read = await pages('limit=5', apply);
  expect(read).toEqual(before);
});

describe('filters', () => {
  test('stage is that of the newest revision', async () => {
    const [moved] = await apply();
    await api.db.revision.updateMany({ where: { guaranteeId: moved as string }, data: { stage: 'returned' } });
    expect(await pages('stage=returned')).toEqual([moved]);
    expect(await pages('stage=applied')).not.toContain(moved);
  });

  test('product and authority', async () => {
    const all = await pages('limit=200');
    expect(await pages('product=prepayment&limit=200')).toHaveLength(all.length / 2);
    expect(await pages('authorityId=takanezawa&limit=200')).toEqual(all);
    expect(await pages('authorityId=mlit')).toEqual([]);
  });

  test('the period counts days in Japan, both ends', async () => {
    now = new Date('2026-04-09T15:30:00Z'); // 10 April, half past midnight in Japan
    const late = (await apply()).reverse();
    expect(await pages('fromOn=2026-04-10')).toEqual(late);
    expect(await pages('fromOn=2026-04-10&toOn=2026-04-10')).toEqual(late);
    expect(await pages('toOn=2026-04-09&limit=200')).not.toEqual(expect.arrayContaining(late));
  });

  test.each([
    ['colour=blue', 'field-must-be-known', 'colour'],
    ['stage=lost', 'field-must-have-the-right-shape', 'stage'],
    ['stage=applied&stage=posted', 'field-must-have-the-right-shape', 'stage'],
    ['product=', 'field-must-have-the-right-shape', 'product'],
    ['fromOn=2026-02-30', 'day-must-exist', 'fromOn'],
    ['limit=0', 'page-must-be-of-a-possible-size', 'limit'],
    ['limit=201', 'page-must-be-of-a-possible-size', 'limit'],
    ['limit=ten', 'field-must-have-the-right-shape', 'limit'],
    ['authorityId=%00', 'text-must-be-printable', 'authorityId'],
  ])('%s is refused: %s', async (query, name, field) => {
    const told = await api.get('contractor', `${list}?${query}`);
    expect([told.status, told.body.name]).toEqual([422, 'content-must-be-in-order']);
    expect(told.body.errors).toMatchObject([{ name, field }]);
  });

  test.each(['x', 'LTE', 'OTk5OTk5OTk5OTk5OTk5OTk5OTk5', 'MQ==', '%27%3B--'])(
    'cursor %s is refused: cursor-must-be-one-of-ours',
    async (cursor) => {
      for (const address of [list, '/api/v1/incidents']) {
        const told = await api.get('reviewer', `${address}?cursor=${cursor}`);
        expect([told.status, told.body.name]).toEqual([400, 'cursor-must-be-one-of-ours']);
      }
    },
  );
});

test('a query on an address that knows none is refused', async () => {
  const [id] = await pages('limit=1');
  const told = await api.get('contractor', `${list}/${id}?verbose=1`);
  expect([told.status, told.body.errors[0].name]).toEqual([422, 'field-must-be-known']);
});
