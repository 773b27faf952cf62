/** What sureties' programs may do at D-Sure, over real HTTP on a real database. */

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sha256 } from '../../d-sure/sha256.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { type House, openHouse, otherToken, suretyToken } from './support/house.ts';
import { buildPosting, createPosting, get, post, put, putKey } from './support/postings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('posting', () => {
  test('a new revision arrives at the time that D-Sure records', async () => {
    const at = new Date('2026-04-03T03:00:00.000Z');
    house.setClock(at);
    expect(await post(house.url, buildPosting('31074-00001M'))).toMatchObject({
      status: 201,
      json: { arrivedAt: at.toISOString() },
    });
    house.setClock(null);
  });

  test('posting the same again is the same posting, with the same arrival', async () => {
    expect(await post(house.url, buildPosting('31074-00001M'))).toMatchObject({
      status: 200,
      json: { arrivedAt: '2026-04-03T03:00:00.000Z' },
    });
  });

  test('other data, or another file, under the same number and revision is refused', async () => {
    for (const other of [
      buildPosting('31074-00001M', { beneficiary: '栃木県知事' }),
      buildPosting('31074-00001M', {}, 'other'),
    ]) {
      const { status, contentType, json } = await post(house.url, other);
      expect([status, json.type]).toEqual([409, 'posted-certificate-must-not-change']);
      expect(contentType).toContain('application/problem+json');
      expect(json.status).toBe(409);
    }
  });

  test('twins posted at once become one row with one arrival', async () => {
    const posting = buildPosting('31074-00002M');
    const answers = await Promise.all(Array.from({ length: 12 }, () => post(house.url, posting)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(11).fill(200), 201]);
    expect(new Set(answers.map(({ json }) => json.arrivedAt)).size).toBe(1);
    expect(await house.owner.revision.count({ where: { guaranteeNumber: '31074-00002M' } })).toBe(1);
  });

  test.each([
    ['the certificate', { certificateDigest: '0'.repeat(64) }],
    ['the file', { fileDigest: '0'.repeat(64) }],
  ])('a digest that is not that of %s is refused', async (_of, wrong) => {
    const { guaranteeNumber, body } = buildPosting('31074-00003M');
    const answer = await put(house.url, `/api/certificates/${guaranteeNumber}/revisions/1`, { ...body, ...wrong });
    expect([answer.status, answer.json.type]).toEqual([422, 'posted-digest-must-match-content']);
  });

  test.each([
    ['number', '/api/certificates/31074-00004M/revisions/1'],
    ['revision', '/api/certificates/31074-00003M/revisions/2'],
  ])('a certificate that names another %s than the address is refused', async (_what, path) => {
    const answer = await put(house.url, path, buildPosting('31074-00003M').body);
    expect([answer.status, answer.json.type]).toEqual([422, 'posted-certificate-must-match-address']);
  });

  test('a certificate that is not canonical, not complete or for paper is refused', async () => {
    const { body } = buildPosting('31074-00003M');
    const data = JSON.parse(body.certificate);
    const { contractor: _contractor, ...incomplete } = data;
    const texts = [
      JSON.stringify(data, null, 1),
      canonicalJson(incomplete),
      canonicalJson({ ...data, form: 'paper' }),
      '{not JSON}',
      '"\u0000"',
    ];
    for (const certificate of texts) {
      const sent = { ...body, certificate, certificateDigest: sha256(certificate) };
      const answer = await put(house.url, '/api/certificates/31074-00003M/revisions/1', sent);
      expect([answer.status, answer.json.type]).toEqual([422, 'posted-certificate-must-be-readable']);
    }
  });

  test('a file that is no PDF is refused', async () => {
    const file = Buffer.from('<html>not a paper</html>');
    const body = { ...buildPosting('31074-00003M').body, file: file.toString('base64'), fileDigest: sha256(file) };
    const answer = await put(house.url, '/api/certificates/31074-00003M/revisions/1', body);
    expect([answer.status, answer.json.type]).toEqual([422, 'posted-file-must-be-a-pdf']);
  });

  test("a number that another surety company uses is refused, and what it posted is nobody else's business", async () => {
    const answer = await post(house.url, buildPosting('31074-00001M'), otherToken);
    expect([answer.status, answer.json.type]).toEqual([409, 'posted-number-must-be-free']);
    expect((await get(house.url, '/api/certificates', otherToken)).json).toEqual({ certificates: [], cursor: null });
    const key = await putKey(house.url, '31074-00001M', 'Z28YUE4J3Bux', {}, otherToken);
    expect([key.status, key.json.type]).toEqual([404, 'guarantee-must-exist']);
  });

  test('a file that was stored before a crash, or that the disk has damaged, is stored whole by the next try', async () => {
    const posting = buildPosting('31074-00005M', {}, 'crash');
    await house.services.files.store(posting.file);
    const folder = join(house.folder, posting.body.fileDigest.slice(0, 2));
    await writeFile(join(folder, `${posting.body.fileDigest}.pdf`), 'damaged');
    expect((await post(house.url, posting)).status).toBe(201);
    expect((await house.services.files.read(posting.body.fileDigest)).equals(posting.file)).toBe(true);
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('the key', () => {
  test('is kept as a verifier only, and the same key again changes nothing', async () => {
    const first = await putKey(house.url, '31074-00001M', 'Z28YUE4J3Bux');
    expect(first.status).toBe(200);
    expect(await putKey(house.url, '31074-00001M', 'Z28YUE4J3Bux')).toEqual(first);
    const row = await house.owner.guarantee.findUniqueOrThrow({ where: { number: '31074-00001M' } });
    expect(row.keyVerifier).toHaveLength(32);
    expect(Buffer.from(row.keyVerifier ?? []).toString('latin1')).not.toContain('Z28Y');
  });

  test('another key is refused, unless the request says that it replaces the old one', async () => {
    await createPosting(house.url, '31074-00006M', 'Z28YUE4J3Bux');
    const refused = await putKey(house.url, '31074-00006M', 'aB3dE5gH7jK9');
    expect([refused.status, refused.json.type]).toEqual([409, 'posted-key-must-not-change']);
    expect((await putKey(house.url, '31074-00006M', 'aB3dE5gH7jK9', { replaces: true })).status).toBe(200);
    expect((await putKey(house.url, '31074-00006M', 'aB3dE5gH7jK9')).status).toBe(200);
  });

  test('a key in another form, or for a guarantee that is not posted, is refused', async () => {
    const form = await putKey(house.url, '31074-00001M', 'too short');
    expect([form.status, form.json.type]).toEqual([422, 'posted-key-must-have-the-right-form']);
    expect((await putKey(house.url, '99999-99999M', 'Z28YUE4J3Bux')).json.type).toBe('guarantee-must-exist');
  });

  test('stands in no log and in no answer', async () => {
    expect(house.logged()).toContain('/api/certificates/:guaranteeNumber/key');
    expect(house.logged()).not.toContain('Z28YUE4J3Bux');
    expect(house.logged()).not.toContain(suretyToken);
    expect(JSON.stringify(await putKey(house.url, '31074-00001M', 'Z28YUE4J3Bux'))).not.toContain('Z28Y');
  });
});

describe('requests that cannot be right', () => {
  test('are refused without the right credentials, before the body is read', async () => {
    for (const token of ['wrong-token-0123456789', '', 'Z']) {
      const answer = await put(house.url, '/api/certificates/31074-00001M/revisions/1', '{bad', token);
      expect([answer.status, answer.json.type]).toEqual([401, 'd-sure-must-accept-our-credentials']);
    }
    expect((await fetch(new URL('/api/responses', house.url))).status).toBe(401);
  });

  const path = '/api/certificates/31074-00001M/key';
  test.each<[string, string, unknown, number, string]>([
    ['bad JSON', path, '{bad', 400, 'request-must-be-readable'],
    ['bytes that are no UTF-8', path, Buffer.from([0x22, 0xff, 0x22]), 400, 'request-must-be-readable'],
    ['no object', path, '[]', 400, 'request-must-be-readable'],
    ['a field nobody knows', path, { key: 'Z28YUE4J3Bux', colour: 'red' }, 400, 'request-must-be-readable'],
    ['a wrong type', path, { key: 12 }, 400, 'request-must-be-readable'],
    ['a huge body', path, { key: 'x'.repeat(10_000) }, 413, 'request-must-be-small-enough'],
    ['a NUL in the address', '/api/certificates/31074%00/key', { key: 'Z28YUE4J3Bux' }, 404, 'address-must-exist'],
    [
      'a broken escape in the address',
      '/api/certificates/%E0%A4%A/key',
      { key: 'Z28YUE4J3Bux' },
      404,
      'address-must-exist',
    ],
    [
      'revision 0',
      '/api/certificates/31074-00001M/revisions/0',
      buildPosting('31074-00001M').body,
      404,
      'address-must-exist',
    ],
    ['an address nobody knows', '/api/nothing', {}, 404, 'address-must-exist'],
  ])('%s is answered by name', async (_what, address, body, status, type) => {
    const answer = await put(house.url, address, body);
    expect([answer.status, answer.json.type]).toEqual([status, type]);
    expect(answer.contentType).toContain('application/problem+json');
  });

  test('all wrong fields are told at once', async () => {
    const { json } = await put(house.url, path, { colour: 'red' });
    expect(json.refusals.map(({ name, field }: { name: string; field: string }) => [name, field])).toEqual([
      ['field-must-be-given', 'key'],
      ['field-must-be-known', 'colour'],
    ]);
  });

  test.each(['/api/responses?after=x', '/api/responses?after=-1', '/api/certificates?after=a%00b'])(
    '%s: a cursor that is not ours is refused',
    async (address) => {
      expect((await get(house.url, address)).json.type).toBe('cursor-must-be-one-of-ours');
    },
  );

  test.each(['limit=0', 'limit=1001', 'limit=x', 'more=1', 'after=1&after=2'])('?%s is refused', async (query) => {
    expect((await get(house.url, `/api/responses?${query}`)).status).toBe(400);
  });
});

test('the listing pages through what is posted, with digests and whether a key is set', async () => {
  await post(house.url, buildPosting('31074-00001M', { revision: 2, revisionKind: 'amendment' }));
  const seen = [];
  for (let after = ''; ; ) {
    const { json } = await get(house.url, `/api/certificates?limit=2${after}`);
    if (json.certificates.length === 0) break;
    seen.push(...json.certificates);
    after = `&after=${json.cursor}`;
  }
  expect(seen.map(({ guaranteeNumber, revision }) => `${guaranteeNumber} ${revision}`)).toEqual([
    '31074-00001M 1',
    '31074-00001M 2',
    '31074-00002M 1',
    '31074-00005M 1',
    '31074-00006M 1',
  ]);
  const { body } = buildPosting('31074-00001M');
  expect(seen[0]).toEqual({
    guaranteeNumber: '31074-00001M',
    revision: 1,
    certificateDigest: body.certificateDigest,
    fileDigest: body.fileDigest,
    arrivedAt: '2026-04-03T03:00:00.000Z',
    keyIsSet: true,
  });
  expect(seen[2].keyIsSet).toBe(false);
});

test('health and readiness are told without credentials', async () => {
  expect((await get(house.url, '/health')).json).toEqual({ status: 'ok' });
  expect((await get(house.url, '/ready')).json).toEqual({ database: true, documentStore: true });
});
