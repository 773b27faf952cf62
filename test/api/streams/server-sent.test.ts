import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openServerSent, type ServerSent } from '../../../api/streams/server-sent.ts';
import { until } from '../../support/until.ts';
import { readStream } from '../support/event-stream.ts';

let server: Server;
let port: number;
let closed: number;
let current: { stream: ServerSent; response: ServerResponse };

beforeAll(async () => {
  server = createServer((_request, response) => {
    closed = 0;
    const stream = openServerSent(response, () => closed++, 2);
    current = { stream, response };
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  port = (server.address() as AddressInfo).port;
});
afterAll(
  () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    }),
);

test('a heartbeat shows that the connection stands where nothing happens', async () => {
  const read = await readStream(`http://127.0.0.1:${port}/`);
  await until(() => read.beats > 3);
  read.close();
  await until(() => closed === 1);
});

test('a message is one, whatever its words hold', async () => {
  const read = await readStream(`http://127.0.0.1:${port}/`);
  current.stream.send('said', 'place', { words: 'a\n\nevent: forged\ndata: 1\n\n' });
  expect(await read.message('said')).toEqual({
    event: 'said',
    id: 'place',
    data: { words: 'a\n\nevent: forged\ndata: 1\n\n' },
  });
  expect(read.messages).toHaveLength(1);
  read.close();
});

test('what is ended by us is closed once, and nothing is written after it', async () => {
  const read = await readStream(`http://127.0.0.1:${port}/`);
  current.stream.end();
  current.stream.send('late', null, {});
  await until(() => read.ended && closed === 1);
  expect(read.messages).toEqual([]);
});

test('a client that does not read is closed, not waited for', async () => {
  const deaf = connect(port, '127.0.0.1');
  deaf.on('error', () => undefined);
  deaf.pause();
  const before = current;
  deaf.write('GET / HTTP/1.1\r\nHost: desk\r\n\r\n');
  await until(() => current !== before);
  const { stream, response } = current;
  // What two sockets take by themselves comes first; then the unread heap up here.
  await until(() => {
    for (let n = 0; n < 50; n++) stream.send('words', null, 'x'.repeat(10_000));
    return response.destroyed;
  });
  await until(() => closed === 1);
  deaf.destroy();
});

test('a client that went before the stream began leaves nothing behind', async () => {
  const read = await readStream(`http://127.0.0.1:${port}/`);
  read.close();
  await until(() => current.response.destroyed && closed === 1);
  let told = 0;
  const stream = openServerSent(current.response, () => told++, 2);
  stream.send('late', null, {});
  await until(() => told === 1);
});
