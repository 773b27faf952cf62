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
    expect(nameOf(unreasoned)).toBe('422 content-must-be-in-order');
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
