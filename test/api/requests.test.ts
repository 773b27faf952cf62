import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { revokeApiKey } from '../../prisma/people.ts';
import { type OpenApi, openApi } from './support/api.ts';

let api: OpenApi;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const address = '/api/v1/applications';

/** Sends bytes as they are. */
function send(body: string | Buffer, headers: Record<string, string> = {}, path = address, method = 'POST') {
  const authorization = { Authorization: `Bearer ${api.tokens.contractor}`, 'Idempotency-Key': 'raw' };
  return fetch(`${api.url}${path}`, {
    method,
    headers: { ...authorization, 'Content-Type': 'application/json', ...headers },
    ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
}

async function problem(answer: Response) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  return (await answer.json()) as { name: string; status: number; errors: { name: string; field: string }[] };
}

describe('what cannot be read is refused', () => {
  test.each<[string, number, string | Buffer, Record<string, string>]>([
    ['request-must-be-readable', 400, '{"contract":', {}],
    ['request-must-be-readable', 400, '"text"', {}],
    ['request-must-be-readable', 400, '12', {}],
    ['request-must-be-readable', 400, 'null', {}],
    ['request-must-be-readable', 400, "{'a': 1}", {}],
    ['request-must-be-readable', 400, Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), {}],
    ['request-must-be-readable', 400, Buffer.from('{"a":"\u65e5"}', 'utf16le'), {}],
    ['request-must-be-readable', 400, 'not gzip', { 'Content-Encoding': 'gzip' }],
    ['request-must-be-small-enough', 413, JSON.stringify({ a: 'x'.repeat(300_000) }), {}],
    ['media-type-must-be-json', 415, '{}', { 'Content-Type': 'text/plain' }],
    ['media-type-must-be-json', 415, '{}', { 'Content-Type': 'application/json; charset=shift_jis' }],
    ['media-type-must-be-json', 415, '{}', { 'Content-Encoding': 'zip' }],
    ['application-must-be-in-order', 422, '[]', {}],
    ['application-must-be-in-order', 422, '', {}],
    ['application-must-be-in-order', 422, '['.repeat(100_000) + ']'.repeat(100_000), {}],
    ['application-must-be-in-order', 422, '{"__proto__": {"contract": 1}, "constructor": 2}', {}],
  ])('%s (%s)', async (name, status, body, headers) => {
    const answer = await send(body, headers);
    expect(answer.status).toBe(status);
    expect(await problem(answer)).toMatchObject({ name, status });
  });

  test('unknown fields and wrong types are told by name and field', async () => {
    const told = await problem(
      await send('{"contract": 1, "guarantees": {}, "delivery": {"branchId": 5}, "colour": "blue", "__proto__": 1}'),
    );
    expect(told.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'field-must-have-the-right-shape', field: 'contract' }),
        expect.objectContaining({ name: 'field-must-have-the-right-shape', field: 'guarantees' }),
        expect.objectContaining({ name: 'field-must-have-the-right-shape', field: 'delivery.branchId' }),
        expect.objectContaining({ name: 'field-must-be-given', field: 'delivery.completionMail' }),
        expect.objectContaining({ name: 'field-must-be-known', field: 'colour' }),
      ]),
    );
  });

  test('words that no paper can hold are refused before they reach a table', async () => {
    const path = '/api/v1/guarantees/00000000-0000-4000-8000-0000000000ff/return';
    for (const reason of ['\\u0000', '\\ud800']) {
      const answer = await send(`{"reason": "a${reason}b"}`, { Authorization: `Bearer ${api.tokens.reviewer}` }, path);
      expect(answer.status).toBe(422);
      expect((await problem(answer)).errors).toMatchObject([{ name: 'text-must-be-printable', field: 'reason' }]);
    }
  });
});

describe('the Idempotency-Key', () => {
  test('must be given: idempotency-key-must-be-given', async () => {
    expect(await problem(await send('{}', { 'Idempotency-Key': '' }))).toMatchObject({
      status: 400,
      name: 'idempotency-key-must-be-given',
    });
  });

  test.each(['x'.repeat(256), 'caf\u00e9', 'tab\there'])(
    'must be printable and short: idempotency-key-must-be-printable (%#)',
    async (key) => {
      expect(await problem(await send('{}', { 'Idempotency-Key': key }))).toMatchObject({
        status: 400,
        name: 'idempotency-key-must-be-printable',
      });
    },
  );
});

describe('who asks', () => {
  test.each<[string, string | undefined]>([
    ['nobody', undefined],
    ['a key that nobody has', `Bearer hosho_${'A'.repeat(43)}`],
    ['something else', 'Bearer x'],
    ['another way', 'Basic aG9zaG86aG9zaG8='],
    ['an endless one', `Bearer hosho_${'A'.repeat(4000)}`],
  ])('%s is refused: api-key-must-be-valid', async (_who, authorization) => {
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const answer = await fetch(`${api.url}/api/v1/guarantees`, { headers });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await problem(answer)).toMatchObject({ status: 401, name: 'api-key-must-be-valid' });
  });

  test('a key is kept as its digest alone, and a revoked one opens nothing', async () => {
    const token = api.tokens.operator;
    const row = await api.db.apiKey.findUniqueOrThrow({
      where: { keyHash: createHash('sha256').update(token).digest('hex') },
    });
    expect(JSON.stringify(row)).not.toContain(token);
    expect((await api.get('operator', '/api/v1/guarantees')).status).toBe(200);
    await revokeApiKey(api.db, row.id, new Date());
    expect((await api.get('operator', '/api/v1/guarantees')).status).toBe(401);
  });

  test('a body is not read of somebody who may not send one', async () => {
    const answer = await send('{"contract":', { Authorization: 'Bearer nobody' });
    expect(answer.status).toBe(401);
  });
});

describe('addresses', () => {
  test.each([
    '/',
    '/api',
    '/api/v1',
    '/api/v1/',
    '/api/v1/guarantee',
    '/api/v1/guarantees/',
    '/API/v1/guarantees',
    '/public/../config.ts',
    '/public/',
    '/api/v1/guarantees/%E0%A4%A',
  ])('%s does not exist: address-must-exist', async (path) => {
    const status = await rawStatus(path);
    expect(status).toEqual({ status: 404, name: 'address-must-exist' });
  });

  test.each([
    ['DELETE', '/api/v1/guarantees', 'GET, HEAD'],
    ['POST', '/api/v1/guarantees', 'GET, HEAD'],
    ['GET', '/api/v1/applications', 'POST'],
    ['OPTIONS', '/api/v1/applications', 'POST'],
    ['PUT', '/api/v1/guarantees/1/approval', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
  ])('%s %s is told what is allowed: method-must-be-allowed', async (method, path, allow) => {
    const answer = await send('{}', {}, path, method);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(await problem(answer)).toMatchObject({ status: 405, name: 'method-must-be-allowed' });
  });

  test('nobody else’s page may read the answers', async () => {
    const answer = await send('', { Origin: 'https://elsewhere.example.jp' }, '/api/v1/guarantees', 'GET');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  /** As it is written, without the tidying that fetch does. */
  function rawStatus(path: string): Promise<{ status: number; name: string }> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(api.url);
      request({ hostname, port, path, headers: { Authorization: `Bearer ${api.tokens.contractor}` } }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, name: JSON.parse(text).name }));
      })
        .on('error', reject)
        .end();
    });
  }
});
