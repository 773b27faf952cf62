import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { createEventHub, type EventHub } from '../../../api/streams/hub.ts';
import { openPlace, sealPlace } from '../../../api/streams/place.ts';
import { mostStreamsOfASession, serveStream } from '../../../api/streams/serve-stream.ts';
import { contractorReader } from '../../../domain/scopes.ts';
import type { Database } from '../../../prisma/database.ts';
import { appendEvents, chainOf } from '../../../prisma/events.ts';
import { samples } from '../../../prisma/sample-registers.ts';
import { headPosition } from '../../../prisma/sealed-changes.ts';
import { listenForSealed, type SealedListener } from '../../../prisma/sealed-listener.ts';
import { sealEvents } from '../../../prisma/sealing.ts';
import { createKeyRing } from '../../../services/key-ring.ts';
import { createCase } from '../../activities/support/cases.ts';
import { serverUrl } from '../../support/postgres.ts';
import { openServiceTables, type ServiceTables } from '../../support/service-tables.ts';
import { until } from '../../support/until.ts';
import { type ReadStream, readStream } from '../support/event-stream.ts';

const keyRing = createKeyRing(`test:${randomBytes(32).toString('base64')}`);
let tables: ServiceTables;
let db: Database;
let guaranteeId: string;
let hub: EventHub;
let listener: SealedListener;
let server: Server;
let url: string;
const good = new Set<string>();
const open: ReadStream[] = [];

beforeAll(async () => {
  tables = await openServiceTables(6);
  ({ db } = tables);
  guaranteeId = (await createCase({ db, activities: {} as never }, 'applied')).guaranteeId;
  await seal();
  hub = createEventHub({
    db,
    goodSessions: async (ids) => new Set(ids.filter((id) => good.has(id))),
    onFailure: (error) => {
      throw error;
    },
  });
  listener = listenForSealed(tables.appUrl, hub.wake, () => undefined, 10);
  server = createServer((request, response) => {
    const asked = new URL(request.url ?? '', 'http://desk').searchParams;
    const contractorId = asked.get('contractor') ?? '';
    const watching = {
      reader: contractorReader(contractorId),
      sessionId: asked.get('session') ?? '',
      place: asked.get('place') ?? '',
    };
    void serveStream({ hub, keyRing }, request, response, watching);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(async () => {
  for (const stream of open.splice(0)) stream.close();
  await until(() => hub.size === 0);
});
afterAll(async () => {
  hub.close();
  await listener.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await tables.close();
});

const seal = () => sealEvents(db, () => new Date());

/** Something happens to the guarantee, is committed and sealed. */
async function happen(times = 1): Promise<void> {
  const noted = { revision: 1, kind: 'noted', actorId: null, content: {} };
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM guarantee WHERE id = ${guaranteeId}::uuid FOR UPDATE`;
    await appendEvents(tx, await chainOf(tx, guaranteeId), Array(times).fill(noted), new Date());
  });
  await seal();
}

interface Own {
  contractor?: string;
  session?: string;
  place?: string;
  lastEventId?: string;
}

async function watch({ contractor = samples.contractorId, session = 'one', place, lastEventId }: Own = {}) {
  good.add(session);
  const address = new URL(url);
  address.searchParams.set('contractor', contractor);
  address.searchParams.set('session', session);
  if (place !== undefined) address.searchParams.set('place', place);
  const stream = await readStream(address.href, lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId });
  open.push(stream);
  return stream;
}

const placeNow = async () => sealPlace(keyRing, samples.contractorId, await headPosition(db));

describe('an open stream', () => {
  test('hears that its guarantee changed, with its stage and nothing more', async () => {
    const stream = await watch();
    expect(stream.status).toBe(200);
    expect(stream.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(stream.headers['cache-control']).toBe('no-store');
    await happen();
    const told = await stream.message(`guarantee-${guaranteeId}`);
    expect(told.data).toEqual({ guaranteeId, stage: 'applied' });
    expect((await stream.message('guarantee-changed')).data).toEqual(told.data);
  });

  test('of another contractor hears nothing of it', async () => {
    const theirs = await watch({ contractor: samples.otherContractorId, session: 'theirs' });
    const mine = await watch();
    await happen();
    await mine.message('guarantee-changed');
    expect(theirs.messages).toEqual([]);
  });

  test('is told of much at once as of one change', async () => {
    const stream = await watch();
    await happen(40);
    await stream.message(`guarantee-${guaranteeId}`);
    await happen();
    await until(() => stream.messages.length >= 4);
    expect(stream.messages.map(({ event }) => event)).toEqual(
      Array(2)
        .fill(['guarantee-changed', `guarantee-${guaranteeId}`])
        .flat(),
    );
  });

  test('ends with its sign-in, before it hears anything more', async () => {
    const stream = await watch({ session: 'ending' });
    const other = await watch({ session: 'staying' });
    good.delete('ending');
    await happen();
    await until(() => stream.ended);
    await other.message('guarantee-changed');
    expect(stream.messages.map(({ event }) => event)).toEqual(['session-ended']);
  });

  test('ends with its sign-in also where nothing happens', async () => {
    const stream = await watch({ session: 'quiet' });
    good.delete('quiet');
    await hub.endStrangers();
    await until(() => stream.ended);
    expect(hub.countOf('quiet')).toBe(0);
  });
});

describe('a stream that comes back', () => {
  test('hears what it missed, once, and goes on from there', async () => {
    const first = await watch();
    await happen();
    const { id } = await first.message(`guarantee-${guaranteeId}`);
    first.close();
    await happen();
    const again = await watch({ lastEventId: id as string });
    const missed = await again.message(`guarantee-${guaranteeId}`);
    expect(missed.id).not.toBe(id);
    const third = await watch({ lastEventId: missed.id as string });
    await happen();
    await third.message('guarantee-changed');
    expect(third.messages.filter(({ event }) => event === 'guarantee-changed')).toHaveLength(1);
  });

  test('after the page was read hears what came between', async () => {
    const place = await placeNow();
    await happen();
    const stream = await watch({ place });
    await stream.message(`guarantee-${guaranteeId}`);
  });

  test('misses nothing and hears nothing twice while much happens', async () => {
    const place = await placeNow();
    const busy = (async () => {
      for (let n = 0; n < 10; n++) await happen();
    })();
    const streams = await Promise.all([1, 2, 3, 4].map(() => watch({ place })));
    await busy;
    const last = await headPosition(db);
    for (const stream of streams) {
      const heard = () =>
        stream.messages.flatMap(({ id }) => (id === undefined ? [] : openPlace(keyRing, samples.contractorId, id)));
      await until(() => heard().at(-1) === last);
      expect(heard()).toEqual([...new Set(heard())].sort((a, b) => Number((a ?? 0n) - (b ?? 0n))));
    }
  });

  test.each([
    ['another contractor’s', () => sealPlace(keyRing, samples.otherContractorId, 1n)],
    ['no place', () => 'rubbish'],
    ['one that lies ahead', () => sealPlace(keyRing, samples.contractorId, 1_000_000n)],
  ])('with a place that is %s is told to read anew', async (_name, placeOf) => {
    const stream = await watch({ lastEventId: placeOf() });
    const { id } = await stream.message('read-anew');
    await happen();
    const again = await watch({ lastEventId: id as string });
    await again.message(`guarantee-${guaranteeId}`);
  });

  test('a place tells nobody where the sequence stands', async () => {
    const [one, two] = [await placeNow(), await placeNow()];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').includes(Buffer.from([0, 0, 0, 0, 0, 0]))).toBe(false);
  });
});

describe('limits', () => {
  test('one sign-in has so many streams and no more', async () => {
    for (let n = 0; n < mostStreamsOfASession; n++) expect((await watch({ session: 'many' })).status).toBe(200);
    const refused = await watch({ session: 'many' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30']);
    expect((await watch({ session: 'another' })).status).toBe(200);
    open[0]?.close();
    await until(() => hub.countOf('many') < mostStreamsOfASession);
    expect((await watch({ session: 'many' })).status).toBe(200);
  });
});

test('the listener comes back when its connection is lost, and nothing is missed meanwhile', async () => {
  const stream = await watch();
  const superuser = new Client({ connectionString: serverUrl() });
  await superuser.connect();
  const { rows } = await superuser.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND datname = $2',
    ['hosho sealed events', new URL(tables.appUrl).pathname.slice(1)],
  );
  await superuser.end();
  expect(rows).toHaveLength(1);
  await happen();
  await stream.message(`guarantee-${guaranteeId}`);
});
