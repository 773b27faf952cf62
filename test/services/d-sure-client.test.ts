/** The service's client against the real D-Sure, and against servers that misbehave. */

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { AuthenticationKey } from '../../domain/authentication-key.ts';
import { Refusal } from '../../domain/refusals.ts';
import { createDSureClient, type DSureClient, DSureUnavailable } from '../../services/d-sure-client.ts';
import { type House, openHouse, suretyToken } from '../d-sure/support/house.ts';
import { buildPosting } from '../d-sure/support/postings.ts';

const key = new AuthenticationKey('Z28YUE4J3Bux');

function request(guaranteeNumber: string, text?: string) {
  const { body, file, revision } = buildPosting(guaranteeNumber, {}, text);
  const { certificate: certificateJson, certificateDigest, fileDigest } = body;
  return { guaranteeNumber, revision, certificateJson, certificateDigest, file, fileDigest };
}

describe('with D-Sure', () => {
  let house: House;
  let client: DSureClient;
  beforeAll(async () => {
    house = await openHouse();
    client = createDSureClient({ url: house.url, token: suretyToken, timeoutMs: 10_000 });
  });
  afterAll(() => house.close());

  test('a posting, its key, the feed and the listing go through', async () => {
    const first = await client.postCertificate(request('31074-00001M'));
    expect(first.arrivedAt).toBeInstanceOf(Date);
    expect(await client.postCertificate(request('31074-00001M'))).toEqual(first);
    await client.putKey({ guaranteeNumber: '31074-00001M', key });
    await client.putKey({ guaranteeNumber: '31074-00001M', key });
    expect(await client.responses(null, 100)).toEqual({ responses: [], cursor: null });
    const { certificates, cursor } = await client.listing(null, 100);
    expect(certificates).toMatchObject([
      { guaranteeNumber: '31074-00001M', arrivedAt: first.arrivedAt, keyIsSet: true },
    ]);
    expect(await client.listing(cursor, 100)).toEqual({ certificates: [], cursor });
  });

  test("D-Sure's refusals keep their names", async () => {
    const other = new AuthenticationKey('aB3dE5gH7jK9');
    await expect(client.postCertificate(request('31074-00001M', 'other'))).rejects.toMatchObject({
      refusal: 'posted-certificate-must-not-change',
    });
    await expect(client.putKey({ guaranteeNumber: '31074-00001M', key: other })).rejects.toMatchObject({
      refusal: 'posted-key-must-not-change',
    });
    await client.putKey({ guaranteeNumber: '31074-00001M', key: other, replaces: true });
    await expect(client.responses('not-a-cursor', 1)).rejects.toMatchObject({ refusal: 'cursor-must-be-one-of-ours' });
  });

  test('wrong credentials are a refusal', async () => {
    const stranger = createDSureClient({ url: house.url, token: 'somebody-elses-token', timeoutMs: 10_000 });
    await expect(stranger.listing(null, 1)).rejects.toMatchObject({ refusal: 'd-sure-must-accept-our-credentials' });
  });
});

describe('with a server that misbehaves', () => {
  let server: Server | null = null;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((closed) => (server === null ? closed(null) : server.close(closed)));
    server = null;
  });

  async function clientOf(listener: RequestListener, timeoutMs = 10_000): Promise<DSureClient> {
    const listening = createServer(listener);
    server = listening;
    await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
    const { port } = listening.address() as AddressInfo;
    return createDSureClient({ url: `http://127.0.0.1:${port}`, token: suretyToken, timeoutMs });
  }

  test.each<[string, RequestListener]>([
    ['a server error', (_, response) => response.writeHead(503).end('<h1>down</h1>')],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['an answer that is no JSON', (_, response) => response.writeHead(200).end('<h1>OK</h1>')],
    [
      'an answer of another shape',
      (_, response) => response.writeHead(200).end('{"keySetAt": 1, "arrivedAt": "yesterday"}'),
    ],
    ['a refusal that is none of ours', (_, response) => response.writeHead(409).end('{"type":"toString"}')],
    ['a 4xx without a name', (_, response) => response.writeHead(404).end('not found')],
    [
      'a connection cut in the middle',
      (_, response) => response.writeHead(200).write('{"arr', () => response.destroy()),
    ],
  ])('%s is not a refusal: trying again may help', async (_what, listener) => {
    const client = await clientOf(listener);
    await expect(client.postCertificate(request('31074-00001M'))).rejects.toThrow(DSureUnavailable);
  });

  test('no answer is given up at the time limit, or when the caller gives up', async () => {
    const silent: RequestListener = () => {};
    const client = await clientOf(silent, 50);
    await expect(client.listing(null, 1)).rejects.toThrow('it did not answer in time');
    const abandoned = createDSureClient({ url: 'http://127.0.0.1:1', token: suretyToken, timeoutMs: 10_000 });
    await expect(abandoned.listing(null, 1, AbortSignal.abort())).rejects.toThrow('the call was given up');
  });

  test('an error says nothing of what was sent', async () => {
    const client = await clientOf((_, response) => response.writeHead(500).end(key.reveal()));
    const errors = [client, createDSureClient({ url: 'http://127.0.0.1:1', token: suretyToken, timeoutMs: 1_000 })].map(
      (each) => each.putKey({ guaranteeNumber: '31074-00001M', key }).catch((error: Error) => error),
    );
    for (const error of await Promise.all(errors)) {
      expect(error).toBeInstanceOf(DSureUnavailable);
      expect(error).not.toBeInstanceOf(Refusal);
      const told = JSON.stringify([String(error), (error as Error).stack, (error as Error).cause]);
      for (const secret of [key.reveal(), suretyToken, '31074-00001M']) expect(told).not.toContain(secret);
    }
  });
});
