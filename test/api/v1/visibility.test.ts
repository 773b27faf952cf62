import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Method, v1 } from '../../../api/routes.ts';
import { addDays, dayInJapan } from '../../../domain/dates.ts';
import { buildExample } from '../../support/cases.ts';
import { type OpenApi, openApi } from '../support/api.ts';

let api: OpenApi;
let ids: Record<string, string>;

beforeAll(async () => {
  api = await openApi();
  const told = await api.post('contractor', '/api/v1/applications', { body: buildExample(new Date()), key: 'mine' });
  const [{ id: guaranteeId }] = told.body.guarantees;
  const command = await api.post('contractor', `/api/v1/guarantees/${guaranteeId}/withdrawal`);
  ids = {
    applications: told.body.applicationId,
    guarantees: guaranteeId,
    commands: command.body.commandId,
    incidents: await raiseIncident(guaranteeId),
  };
});
afterAll(() => api.close());

async function raiseIncident(guaranteeId: string): Promise<string> {
  const id = randomUUID();
  const now = new Date();
  const cause = {
    step: 'post',
    errorName: 'Unreachable',
    counterparty: 'd-sure',
    fingerprint: 'post × Unreachable × d-sure',
  };
  const about = { guaranteeId, revision: 1, runId: `guarantee/${guaranteeId}/revision/1`, amountYen: 20_000_000n };
  const seen = { detail: '掲載が続けて失敗しています。', state: 'open', tries: 8, firstSeenAt: now, lastSeenAt: now };
  await api.db.incident.create({ data: { id, ...about, ...cause, ...seen } });
  return id;
}

const bodies: Record<string, unknown> = {
  return: { reason: '金額をご確認ください。' },
  decline: { reason: '理由' },
  'fee-payment': { amountYen: 1, paidOn: '2026-04-01' },
  dispatch: { method: 'post', dispatchedOn: '2026-04-01' },
  submission: { channel: 'email' },
  resolution: { reason: '理由' },
  messages: { words: '確認しました。' },
  'correction-requests': { field: 'project-name', shouldBe: '別の工事', reason: '契約書のとおり' },
};

/** Every address of the API with an id in it, and what a good request to it holds. */
const addressed = Object.entries(v1)
  .filter(([path]) => path.includes(':id'))
  .flatMap(([path, methods]) => (Object.keys(methods) as Method[]).map((method) => ({ method, path })));

function bodyFor(path: string): unknown {
  const action = path.split('/').at(-1) ?? '';
  if (action !== 'resubmission') return bodies[action] ?? {};
  const { contract, guarantees } = buildExample(new Date());
  return { contract, guarantee: guarantees[0] };
}

const aPdf = { bytes: new Uint8Array(Buffer.from('%PDF-1.7')), headers: { 'Content-Type': 'application/pdf' } };

async function ask(
  who: 'contractor' | 'otherContractor' | 'reviewer' | 'operator',
  method: Method,
  path: string,
  id: string,
) {
  const inPath = path.replace(':id', id).replace(':kind', 'fee-statement').replace(':attachmentId', randomUUID());
  if (method === 'GET') return api.get(who, `/api/v1${inPath}`);
  if (path.endsWith('/attachments')) return api.post(who, `/api/v1${inPath}?name=a.pdf`, aPdf);
  return api.post(who, `/api/v1${inPath}`, { body: bodyFor(path) });
}

test('what is another’s is in no list', async () => {
  const told = await api.get('otherContractor', '/api/v1/guarantees');
  expect(told.body).toEqual({ guarantees: [], nextCursor: null });
  const own = await api.get('contractor', '/api/v1/guarantees');
  expect(own.body.guarantees).toHaveLength(2);
});

describe('an id that is none is 404, never 500', () => {
  test.each(addressed)('$method $path', async ({ method, path }) => {
    for (const id of ['1', 'x'.repeat(300), "1'%20OR%20'1'='1", '00000000-0000-4000-8000-00000000000g', '%00']) {
      const told = await ask('operator', method, path, id);
      expect([403, 404]).toContain(told.status);
    }
  });
});

test('staff see every case', async () => {
  for (const who of ['reviewer', 'operator'] as const) {
    expect((await ask(who, 'GET', '/guarantees/:id', ids.guarantees as string)).status).toBe(200);
    expect((await ask(who, 'GET', '/applications/:id', ids.applications as string)).status).toBe(200);
    expect((await ask(who, 'GET', '/commands/:id', ids.commands as string)).status).toBe(200);
    expect((await api.get(who, '/api/v1/guarantees')).body.guarantees).toHaveLength(2);
  }
});

test('a contractor sees what its own people asked, and not what staff asked', async () => {
  expect((await ask('contractor', 'GET', '/commands/:id', ids.commands as string)).status).toBe(200);
  const staffs = await ask('reviewer', 'POST', '/guarantees/:id/approval', ids.guarantees as string);
  const told = await ask('contractor', 'GET', '/commands/:id', staffs.body.commandId);
  expect([told.status, told.body.name]).toEqual([404, 'command-must-exist']);
});

test('incidents are for staff: contractors see none of them', async () => {
  const told = await api.get('contractor', '/api/v1/incidents');
  expect([told.status, told.body.name]).toEqual([403, 'scope-must-allow-this']);
  expect((await ask('contractor', 'GET', '/guarantees/:id', ids.guarantees as string)).body.incidents).toEqual([]);
  expect((await ask('reviewer', 'GET', '/guarantees/:id', ids.guarantees as string)).body.incidents).toHaveLength(1);
});

describe('each action is for its scopes', () => {
  test.each([
    ['approval', ['contractor', 'operator']],
    ['return', ['contractor', 'operator']],
    ['decline', ['contractor', 'operator']],
    ['fee-payment', ['contractor']],
    ['dispatch', ['contractor', 'operator']],
    ['resubmission', ['reviewer', 'operator']],
    ['submission', ['reviewer', 'operator']],
  ] as const)('%s is not for %s', async (action, strangers) => {
    for (const who of strangers) {
      const told = await ask(who, 'POST', `/guarantees/:id/${action}`, ids.guarantees as string);
      expect([told.status, told.body.name]).toEqual([403, 'scope-must-allow-this']);
    }
  });

  test.each(['retry', 'resolution'])('%s of an incident is for operators', async (action) => {
    for (const who of ['contractor', 'reviewer'] as const) {
      const told = await ask(who, 'POST', `/incidents/:id/${action}`, ids.incidents as string);
      expect([told.status, told.body.name]).toEqual([403, 'scope-must-allow-this']);
    }
  });

  test('an incident, application or guarantee that does not exist is told by its own name', async () => {
    for (const [path, name] of [
      ['/incidents/:id/retry', 'incident-must-exist'],
      ['/guarantees/:id', 'guarantee-must-exist'],
      ['/applications/:id', 'application-must-exist'],
      ['/commands/:id', 'command-must-exist'],
    ] as const) {
      const told = await ask('operator', path.endsWith('retry') ? 'POST' : 'GET', path, randomUUID());
      expect([told.status, told.body.name]).toEqual([404, name]);
    }
  });
});

test('with Temporal away a command is written down and answered 202 with its address', async () => {
  const sent = { key: 'later' };
  const address = `/api/v1/guarantees/${ids.guarantees}/approval`;
  const told = await api.post('reviewer', address, sent);
  expect([told.status, told.body.state, told.body.stage]).toEqual([202, 'accepted', 'applied']);
  expect(told.headers.get('location')).toBe(`/api/v1/commands/${told.body.commandId}`);
  const kept = await api.get('reviewer', told.headers.get('location') as string);
  expect(kept.body).toMatchObject({
    name: 'approve',
    state: 'accepted',
    refusal: null,
    guaranteeId: ids.guarantees,
    recordedAt: null,
  });
  expect((await api.post('reviewer', address, sent)).body.commandId).toBe(told.body.commandId);
});

test('a resubmission is measured with its sibling too, in the sibling’s name', async () => {
  const { contract, guarantees } = buildExample(new Date());
  const address = `/api/v1/guarantees/${ids.guarantees}/resubmission`;
  const body = {
    contract: { ...contract, amountYen: 4_000_000 },
    guarantee: { ...guarantees[0], amountYen: 1_000_000 },
  };
  const told = await api.post('contractor', address, { body });
  expect([told.status, told.body.errors]).toEqual([
    422,
    [expect.objectContaining({ name: 'amount-must-not-exceed-contract-amount', field: 'contract' })],
  ]);
  expect(told.body.errors[0].sentence).toContain('契約保証');
});

test('a resubmission keeps product and form, and the rules of an application', async () => {
  const { contract, guarantees } = buildExample(new Date());
  const guarantee = { ...guarantees[1], form: 'paper', amountYen: 60_000_000 };
  const later = { ...contract, contractOn: addDays(dayInJapan(new Date()), 3) };
  const address = `/api/v1/guarantees/${ids.guarantees}/resubmission`;
  const told = await api.post('contractor', address, { body: { contract: later, guarantee } });
  expect([told.status, told.body.name]).toEqual([422, 'application-must-be-in-order']);
  expect(
    told.body.errors.map(({ name, field }: { name: string; field: string }) => `${name} @ ${field}`).sort(),
  ).toEqual([
    'amount-must-not-exceed-contract-amount @ guarantee.amountYen',
    'form-must-not-change @ guarantee.form',
    'product-must-not-change @ guarantee.product',
    'signed-contract-day-must-not-lie-ahead @ contract.contractOn',
  ]);
});
