/** What is stuck, by the API: incidents with their history, and causes. Temporal is away. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { samples } from '../../../prisma/sample-registers.ts';
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

describe('an incident', () => {
  test('is taken, commented and left, once for each key, and its history tells who did it', async () => {
    const id = await createIncident();
    const { operator } = samples.users;
    const at = `/api/v1/incidents/${id}`;
    const taken = await api.post('operator', `${at}/owner`, { body: { ownerId: operator }, key: 'take' });
    expect(taken.status).toBe(201);
    const again = await api.post('operator', `${at}/owner`, { body: { ownerId: operator }, key: 'take' });
    expect(again.text).toBe(taken.text);
    await api.post('reviewer', `${at}/comments`, { body: { words: 'D-Sureに電話しました。' } });
    const seen = await api.get('operator', at);
    expect(seen.body).toMatchObject({
      ownerId: operator,
      happened: 'D-Sureに接続できません。',
      toDo: 'D-Sureの稼働とネットワークを確認し、つながってから再実行してください。',
      waitsFor: null,
      entries: [
        { kind: 'taken', actorName: seen.body.ownerName },
        { kind: 'comment', words: 'D-Sureに電話しました。' },
      ],
    });
    await api.post('operator', `${at}/owner`, { body: { ownerId: null } });
    expect((await api.get('operator', at)).body).toMatchObject({ ownerId: null, ownerName: null });
  });

  test('is looked after by staff, and only while it is not closed (owner-must-be-staff)', async () => {
    const id = await createIncident();
    const at = `/api/v1/incidents/${id}/owner`;
    for (const ownerId of [samples.users.contractor, randomUUID()]) {
      expect(nameOf(await api.post('operator', at, { body: { ownerId } }))).toBe('422 owner-must-be-staff');
    }
    await api.db.incident.update({ where: { id }, data: { state: 'fixed', closedAt: new Date() } });
    const closed = await api.post('operator', at, { body: { ownerId: samples.users.operator } });
    expect(nameOf(closed)).toBe('409 incident-must-be-open');
    expect(nameOf(await api.get('operator', `/api/v1/incidents/${randomUUID()}`))).toBe('404 incident-must-exist');
  });

  test('is found by what it is: step, owner, whether it would miss today, whether it is closed', async () => {
    const errorName = 'DSureSilent';
    const plain = await createIncident({ errorName });
    const due = await createIncident({ errorName, dueOn: atMidnight(today) });
    const closed = await createIncident({ errorName, state: 'fixed', closedAt: new Date() });
    const fingerprint = encodeURIComponent(`post × ${errorName} × d-sure`);
    const found = async (query: string) => {
      const told = await api.get('operator', `/api/v1/incidents?fingerprint=${fingerprint}&${query}`);
      return told.body.incidents.map(({ id }: { id: string }) => id).sort();
    };
    expect(await found('unsettled=true')).toEqual([plain, due].sort());
    expect(await found('unsettled=false')).toEqual([closed]);
    expect(await found('missesToday=true')).toEqual([due]);
    expect(await found('owner=nobody&step=post&counterparty=d-sure')).toEqual([plain, due, closed].sort());
    expect(await found('stillStuck=true')).toEqual([]);
    expect(nameOf(await api.get('operator', '/api/v1/incidents?owner=me'))).toBe('422 content-must-be-in-order');
  });
});

describe('a cause', () => {
  const fingerprint = 'post × DSureAnswersWrongly × d-sure';
  beforeAll(async () => {
    const errorName = 'DSureAnswersWrongly';
    await createIncident({ errorName, promisedOn: atMidnight(today), amountYen: 5_000_000n });
    await createIncident({ errorName, dueOn: atMidnight(addDays(today, -1)), amountYen: 7_000_000n });
    await createIncident({ errorName, state: 'fixed', closedAt: new Date() });
  });

  test('tells how many, how much money, what would miss today, and what to do', async () => {
    const { body } = await api.get('reviewer', '/api/v1/cause-groups');
    const group = body.causeGroups.find((each: { fingerprint: string }) => each.fingerprint === fingerprint);
    expect(group).toMatchObject({
      open: 2,
      fixed: 1,
      total: 3,
      amountYen: 12_000_000,
      missesToday: 1,
      missesTodayYen: 5_000_000,
      overdue: 1,
      firstDueOn: addDays(today, -1),
      stepName: '掲載',
      happened: 'D-Sureの答えが約束した形になっていません。',
    });
    const whole = await api.get('reviewer', group.links.self);
    expect(whole.body.hours).toHaveLength(24);
    expect(whole.body.hours.at(-1)).toMatchObject({ raised: 3, closed: 1, open: 2 });
    expect(whole.body.days).toHaveLength(30);
    expect(whole.body.days.at(-1)).toMatchObject({ raised: 3, closed: 1, open: 2 });
    expect(whole.body.sample).toHaveLength(2);
  });

  test('tells the counts of each day in Japan, up to 30 back', async () => {
    const errorName = 'DSureIsWrong';
    const noon = (daysAgo: number) => new Date(atMidnight(addDays(today, -daysAgo)).getTime() + 3 * 3_600_000);
    await createIncident({ errorName, firstSeenAt: noon(40) });
    await createIncident({ errorName, firstSeenAt: noon(3), state: 'fixed', closedAt: noon(2) });
    // 23:30 of the day before, in Japan.
    await createIncident({
      errorName,
      firstSeenAt: new Date(atMidnight(addDays(today, -4)).getTime() + 14.5 * 3_600_000),
    });
    const { body } = await api.get(
      'reviewer',
      `/api/v1/cause-groups/${encodeURIComponent(`post × ${errorName} × d-sure`)}`,
    );
    const days = body.days.slice(-5).map(({ raised, closed, open }: Record<string, number>) => [raised, closed, open]);
    expect(days).toEqual([
      [1, 0, 2],
      [1, 0, 3],
      [0, 1, 2],
      [0, 0, 2],
      [0, 0, 2],
    ]);
    expect(body.days[0]).toMatchObject({ raised: 0, open: 1 });
    expect(new Date(body.days.at(-1).at)).toEqual(new Date(`${today}T00:00:00+09:00`));
  });

  test('that nobody ever saw is told by name (cause-must-exist)', async () => {
    for (const name of ['post', 'post%20%C3%97%20X', '%00', 'x'.repeat(400)]) {
      expect(nameOf(await api.get('operator', `/api/v1/cause-groups/${name}`))).toBe('404 cause-must-exist');
    }
  });

  test('is for staff alone', async () => {
    for (const path of ['/cause-groups', '/bulk-retries', '/circuits']) {
      expect(nameOf(await api.get('contractor', `/api/v1${path}`))).toBe('403 scope-must-allow-this');
    }
  });
});
