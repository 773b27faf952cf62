/** A part keeps the port it had, takes the usual one where it can, and any free one otherwise. */

import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test } from '@jest/globals';
import { choosePorts, freePort, type Ports, usualPorts } from '../../../bin/stack/ports.ts';

const listening: Server[] = [];
afterEach(() => Promise.all(listening.splice(0).map((server) => new Promise((closed) => server.close(closed)))));

test('the usual ports are taken where they are free', async () => {
  const usual = await freePorts();
  expect(await choosePorts({}, usual)).toEqual(usual);
});

test('a part whose usual port is taken gets another one, and the others keep theirs', async () => {
  const usual = await freePorts();
  await occupy(usual.api);
  const { api, ...others } = await choosePorts({}, usual);
  expect(api).not.toBe(usual.api);
  expect({ ...others, api: usual.api }).toEqual(usual);
});

const hasLoopback6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));

(hasLoopback6 ? test : test.skip)(
  'a port that somebody listens on at ::1 is taken: browsers would go there',
  async () => {
    const usual = await freePorts();
    await occupy(usual.netDesk, '::1');
    const { netDesk, ...others } = await choosePorts({}, usual);
    expect(netDesk).not.toBe(usual.netDesk);
    expect({ ...others, netDesk: usual.netDesk }).toEqual(usual);
  },
);

test('a restart prefers the ports of the run before', async () => {
  const [usual, before] = [await freePorts(), await freePorts()];
  expect(await choosePorts(before, usual)).toEqual(before);
});

test('no two parts get the same port', async () => {
  const port = await freePort();
  const same = Object.fromEntries(Object.keys(usualPorts).map((name) => [name, port])) as Ports;
  const chosen = Object.values(await choosePorts({}, same));
  expect(new Set(chosen).size).toBe(chosen.length);
});

/** Below those that the system lends to clients: nobody who connects meanwhile is given one of them. */
async function freePorts(): Promise<Ports> {
  const ports = new Set<number>();
  while (ports.size < Object.keys(usualPorts).length) {
    const port = randomInt(15_000, 30_000);
    if (await isFree(port)) ports.add(port);
  }
  const numbers = [...ports];
  return Object.fromEntries(Object.keys(usualPorts).map((name, index) => [name, numbers[index]])) as Ports;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((told) => {
    server.once('error', () => told(false));
    server.listen(port, '127.0.0.1', () => server.close(() => told(true)));
  });
}

function occupy(port: number, host = '127.0.0.1'): Promise<void> {
  const server = createServer();
  listening.push(server);
  return new Promise((done) => server.listen(port, host, done));
}
