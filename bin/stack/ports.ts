/** Which port each part listens on: the one it had before, else the usual one, else the next one that is free. */

import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './pid-lock.ts';

/** The usual port of each part. */
export const usualPorts = {
  api: 3000,
  netDesk: 3001,
  operations: 3002,
  dSure: 3100,
  database: 54320,
  temporal: 7233,
  temporalUi: 8233,
  smtp: 1025,
  inbox: 1080,
} as const;
export type PortName = keyof typeof usualPorts;
export type Ports = Readonly<Record<PortName, number>>;

/** A port for each part, all different, all free at this moment, and nobody else's who asks here while this process lives. */
export async function choosePorts(before: Partial<Ports>, usual: Ports = usualPorts): Promise<Ports> {
  const chosen = {} as Record<PortName, number>;
  for (const name of Object.keys(usual) as PortName[]) {
    chosen[name] = await firstFree([before[name] ?? usual[name], ...from(usual[name])]);
  }
  return chosen;
}

/** Any free port of this machine. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0);
  if (typeof port === 'string') throw new Error(`This machine has no free port (${port}).`);
  return port;
}

/** The usual port and those after it: easier to guess than any, and apart from those that the system lends to clients. */
function from(usual: number): number[] {
  return Array.from({ length: 100 }, (_, index) => usual + index);
}

async function firstFree(wishes: readonly number[]): Promise<number> {
  for (const wish of wishes) {
    if ((await isFree(wish)) && claim(wish)) return wish;
  }
  for (;;) {
    const port = await freePort();
    if (claim(port)) return port;
  }
}

/** Between choosing a port and listening on it lie seconds: a second start at the same moment must not choose it too. */
function claim(port: number): boolean {
  return 'release' in takeLock(join(tmpdir(), `hosho-ports-${userInfo().uid}`, String(port)));
}

/** Browsers look for `localhost` at ::1 first: nobody else may listen there, where the machine has that address. */
async function isFree(port: number): Promise<boolean> {
  const told = await Promise.all([listenBriefly(port), listenBriefly(port, '::1')]);
  return typeof told[0] === 'number' && told[1] !== 'EADDRINUSE';
}

/** The port that was listened on, or why it could not be. */
function listenBriefly(port: number, host = '127.0.0.1'): Promise<number | string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'unknown'));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 'closed'));
    });
  });
}
