/** Bulk retries before any run, and circuits, by the API. Temporal is away. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { buildExample } from '../../support/cases.ts';
import { type OpenApi, openApi } from '../support/api.ts';
import { createIncident as create, nameOf, type OwnIncident } from '../support/stuck-incidents.ts';

let api: OpenApi;
let guaranteeId: string;
beforeAll(async () => {
  api = await openApi();
  const told = await api.post('contractor', '/api/v1/applications', { body: buildExample(new Date()) });
  guaranteeId = told.body.guarantees[0].id;
});
afterAll(() => api.close());

const today = dayInJapan(new Date());
const atMidnight = (day: string) => new Date(`${day}T00:00:00Z`);

const createIncident = (own?: OwnIncident) => create(api.db, guaranteeId, own);

describe('a bulk retry', () => {
  const reason = 'D-Sureが復旧したため';
  const path = '/api/v1/bulk-retries';

  test('is previewed in the order of urgency, and touches nothing before it is confirmed', async () => {
    const ids = [
      await createIncident({ amountYen: 3n }),
      await createIncident({ amountYen: 9n }),
      await createIncident({ amountYen: 1n, dueOn: atMidnight(addDays(today, 1)) }),
      await createIncident({ amountYen: 1n, promisedOn: atMidnight(today) }),
    ];
    const body = { selection: { incidentIds: ids }, reason };
    const told = await api.post('operator', '/api/v1/bulk-retries', { body, key: 'preview' });
    expect(told.status).toBe(201);
    expect((await api.post('operator', '/api/v1/bulk-retries', { body, key: 'preview' })).text).toBe(told.text);
    const { body: seen } = await api.get('reviewer', told.body.links.self);
    expect(seen).toMatchObject({ state: 'previewed', total: 4, amountYen: 14, missesToday: 1, missesTodayYen: 1 });
    const items = await api.get('reviewer', `${told.body.links.self}/items?limit=2`);
    expect(items.body.items.map((item: { incidentId: string }) => item.incidentId)).toEqual([ids[3], ids[2]]);
    const rest = await api.get('reviewer', `${told.body.links.self}/items?cursor=${items.body.nextCursor}`);
    expect(rest.body.items.map((item: { incidentId: string }) => item.incidentId)).toEqual([ids[1], ids[0]]);
    expect(await api.db.incident.count({ where: { id: { in: ids }, state: 'open' } })).toBe(4);
  });

  test('is counted before it is made: a dry run writes nothing down, and takes the very same', async () => {
    const own = { errorName: 'DSureSilent', amountYen: 7n };
    await createIncident({ ...own, dueOn: atMidnight(today) });
    await createIncident(own);
    const selection = { fingerprint: 'post × DSureSilent × d-sure' };
    const size = { total: 2, amountYen: 14, missesToday: 1, missesTodayYen: 7 };
    const before = [await api.db.bulkRetry.count(), await api.db.command.count()];
    const dry = await api.post('operator', path, { body: { selection, dryRun: true }, key: 'dry' });
    expect([dry.status, dry.body]).toEqual([200, size]);
    const none = { selection: { fingerprint: 'no × such × cause' }, dryRun: true };
    expect((await api.post('operator', path, { body: none })).body).toMatchObject({ total: 0, amountYen: 0 });
    expect([await api.db.bulkRetry.count(), await api.db.command.count()]).toEqual(before);
    expect(nameOf(await api.post('reviewer', path, { body: none }))).toBe('403 scope-must-allow-this');
    expect(nameOf(await api.post('operator', path, { body: { selection } }))).toBe('422 bulk-retry-must-have-a-reason');
    const made = await api.post('operator', path, { body: { selection, reason }, key: 'dry' });
    expect([made.status, made.body]).toEqual([201, { id: made.body.id, ...size, links: made.body.links }]);
  });

  test('takes the incidents of guarantees by their ids, and of all that a search of the list finds', async () => {
    const example = buildExample(new Date());
    const contract = { ...example.contract, projectName: '選ばれる橋の工事' };
    const { body: applied } = await api.post('contractor', '/api/v1/applications', { body: { ...example, contract } });
    const id: string = applied.guarantees[0].id;
    await create(api.db, id, { amountYen: 5n });
    const count = async (selection: object) => {
      const told = await api.post('operator', path, { body: { selection, dryRun: true } });
      return told.status === 200 ? told.body.total : nameOf(told);
    };
    expect(await count({ guaranteeIds: [id, randomUUID()] })).toBe(1);
    expect(await count({ search: { words: '選ばれる橋' } })).toBe(1);
    expect(await count({ search: { words: '選ばれる橋', stages: ['applied'], fromOn: today, stuck: true } })).toBe(1);
    expect(await count({ search: { words: '選ばれる橋', stages: ['posted'] } })).toBe(0);
    expect(await count({ search: { words: '選ばれる橋', branchId: 'nowhere' } })).toBe(0);
    expect(await count({ search: {} })).toBeGreaterThan(1);
    const dueToday = { words: '選ばれる橋', dueToday: 'not-issued' };
    expect(await count({ search: dueToday })).toBe(0);
    const data = { guaranteeId: id, revision: 1, kind: 'submission-due', dueOn: atMidnight(today) };
    await api.db.deadline.create({ data });
    expect(await count({ search: dueToday })).toBe(1);
    expect(await count({ search: { ...dueToday, dueToday: 'ending-soon' } })).toBe(0);
    const malformed = [
      { guaranteeIds: [] },
      { guaranteeIds: ['no-id'] },
      { guaranteeIds: [id], fingerprint: 'x' },
      { search: { fromYen: -5 } },
      { search: { fromOn: '2026-02-30' } },
      { search: { words: 'a\u0000' } },
      { search: { stages: [] } },
      { search: { dueToday: 'tomorrow' } },
      { search: { colour: 'red' } },
      {},
    ];
    for (const selection of malformed) {
      expect([selection, await count(selection)]).toEqual([selection, '422 content-must-be-in-order']);
    }
    const made = await api.post('operator', path, { body: { selection: { guaranteeIds: [id] }, reason } });
    expect(made.body).toMatchObject({ total: 1, amountYen: 5 });
    const byWords = await api.post('operator', path, {
      body: { selection: { search: { words: '選ばれる橋' } }, reason },
    });
    expect((await api.get('auditor', byWords.body.links.self)).body.selection).toEqual({
      by: 'search',
      search: { words: '選ばれる橋', sort: 'newest' },
    });
  });

  test('is listed page by page, without the ids of what it holds', async () => {
    const all: string[] = [];
    let cursor: string | null = null;
    do {
      const turn: string = cursor === null ? '' : `&cursor=${cursor}`;
      const { body, text } = await api.get('reviewer', `${path}?limit=2${turn}`);
      expect([body.bulkRetries.length <= 2, text.includes('incidentIds')]).toEqual([true, false]);
      all.push(...body.bulkRetries.map(({ id }: { id: string }) => id));
      cursor = body.nextCursor;
    } while (cursor !== null);
    const rows = await api.db.bulkRetry.findMany({ orderBy: [{ previewedAt: 'desc' }, { id: 'desc' }] });
    expect(all).toEqual(rows.map(({ id }) => id));
    expect(all.length).toBeGreaterThan(3);
    expect(nameOf(await api.get('reviewer', `${path}?cursor=forged`))).toBe('400 cursor-must-be-one-of-ours');
  });

  test('is decided on only as its state allows (bulk-retry-must-allow-this), and cancelled for good', async () => {
    const selection = { incidentIds: [await createIncident()] };
    const { body } = await api.post('operator', '/api/v1/bulk-retries', { body: { selection, reason } });
    const at = body.links.self;
    const press = (act: string, content = {}) => api.post('operator', `${at}/${act}`, { body: content });
    expect(nameOf(await press('pause'))).toBe('409 bulk-retry-must-allow-this');
    expect(nameOf(await press('resumption'))).toBe('409 bulk-retry-must-allow-this');
    expect(nameOf(await press('pace', { perMinute: 60 }))).toBe('200 previewed');
    expect(nameOf(await press('pace', { perMinute: 0 }))).toBe('422 content-must-be-in-order');
    expect(nameOf(await press('confirmation'))).toBe('200 canary');
    expect(nameOf(await press('pause'))).toBe('200 paused');
    expect(nameOf(await press('resumption'))).toBe('200 canary');
    expect(nameOf(await press('cancellation'))).toBe('200 cancelled');
    expect(nameOf(await press('confirmation'))).toBe('409 bulk-retry-must-allow-this');
    const acts = await api.db.event.findMany({
      where: { subject: `bulk-retry/${body.id}` },
      orderBy: { sequence: 'asc' },
    });
    expect(acts.map(({ kind }) => kind.replace('bulk-retry-', ''))).toEqual([
      'paced',
      'confirmed',
      'paused',
      'resumed',
      'cancelled',
    ]);
  });

  test('holds something open (selection-must-hold-open-incidents) and is one that exists (bulk-retry-must-exist)', async () => {
    const closed = await createIncident({ state: 'fixed', closedAt: new Date() });
    for (const selection of [
      { incidentIds: [closed] },
      { fingerprint: 'no × such × cause' },
      { filter: { step: 'issue' } },
    ]) {
      const told = await api.post('operator', '/api/v1/bulk-retries', { body: { selection, reason } });
      expect(nameOf(told)).toBe('409 selection-must-hold-open-incidents');
    }
    const unreasoned = await api.post('operator', '/api/v1/bulk-retries', {
      body: { selection: { fingerprint: 'x' } },
    });
    expect(nameOf(unreasoned)).toBe('422 bulk-retry-must-have-a-reason');
    const at = `/api/v1/bulk-retries/${randomUUID()}`;
    expect(nameOf(await api.get('operator', at))).toBe('404 bulk-retry-must-exist');
    expect(nameOf(await api.get('operator', `${at}/items`))).toBe('404 bulk-retry-must-exist');
    expect(nameOf(await api.post('operator', `${at}/confirmation`))).toBe('404 bulk-retry-must-exist');
    for (const act of ['confirmation', 'pause', 'cancellation']) {
      expect(nameOf(await api.post('reviewer', `${at}/${act}`))).toBe('403 scope-must-allow-this');
    }
  });
});

describe('a circuit', () => {
  const reason = 'D-Sureの保守のため';

  test('is opened and closed with a reason, once for each key; every affected incident tells that it waits', async () => {
    const id = await createIncident();
    const open = await api.post('operator', '/api/v1/circuits/d-sure/opening', { body: { reason }, key: 'open' });
    expect(nameOf(open)).toBe('200 open');
    expect(
      (await api.post('operator', '/api/v1/circuits/d-sure/opening', { body: { reason }, key: 'open' })).text,
    ).toBe(open.text);
    const { body } = await api.get('reviewer', '/api/v1/circuits');
    const circuit = body.circuits.find((each: { counterparty: string }) => each.counterparty === 'd-sure');
    expect(circuit).toMatchObject({ state: 'open', reason, perSecond: 0, isApplied: false, nextStepAt: null });
    const seen = await api.get('operator', `/api/v1/incidents/${id}`);
    expect(seen.body.waitsFor).toMatch(/^D-Sureを待っています（回路 \d\d:\d\d .+さんが開きました）$/);
    await api.owner.revision.updateMany({ where: { guaranteeId }, data: { stage: 'posting' } });
    const waiting = async (who: 'operator' | 'contractor') =>
      (await api.get(who, `/api/v1/guarantees/${guaranteeId}`)).body.waitsForCircuit;
    expect(await waiting('operator')).toBe(seen.body.waitsFor);
    expect(await waiting('contractor')).toBeNull();
    const closing = await api.post('operator', '/api/v1/circuits/d-sure/closing', { body: { reason: '終了' } });
    expect(nameOf(closing)).toBe('200 half-open');
    expect(await api.db.event.count({ where: { subject: 'circuit/d-sure' } })).toBe(2);
  });

  test('that is closed is not closed again (circuit-must-not-be-closed); there are four (circuit-must-exist)', async () => {
    const told = await api.post('operator', '/api/v1/circuits/mail/closing', { body: { reason } });
    expect(nameOf(told)).toBe('409 circuit-must-not-be-closed');
    for (const act of ['opening', 'closing']) {
      const unknown = await api.post('operator', `/api/v1/circuits/guarantees/${act}`, { body: { reason } });
      expect(nameOf(unknown)).toBe('404 circuit-must-exist');
      const unreasoned = await api.post('operator', `/api/v1/circuits/mail/${act}`, { body: {} });
      expect(nameOf(unreasoned)).toBe('422 content-must-be-in-order');
      const stranger = await api.post('reviewer', `/api/v1/circuits/mail/${act}`, { body: { reason } });
      expect(nameOf(stranger)).toBe('403 scope-must-allow-this');
    }
  });
});
