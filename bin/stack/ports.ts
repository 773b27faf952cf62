/** Which port each part listens on: the one it had before, else the usual one, else any that is free. */

import { createServer } from 'node:net';

/** The usual port of each part. */
export const usualPorts = {
  api: 3000,
  dSure: 3100,
  database: 54320,
  temporal: 7233,
  temporalUi: 8233,
  smtp: 1025,
  inbox: 1080,
} as const;
export type PortName = keyof typeof usualPorts;
export type Ports = Readonly<Record<PortName, number>>;

/** A port for each part, all different, all free at this moment. */
export async function choosePorts(before: Partial<Ports>, usual: Ports = usualPorts): Promise<Ports> {
  const chosen = {} as Record<PortName, number>;
  for (const name of Object.keys(usual) as PortName[]) {
    const taken = new Set(Object.values(chosen));
    chosen[name] = await firstFree([before[name] ?? usual[name], usual[name]], taken);
  }
  return chosen;
}

/** Any free port of this machine. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0);
  if (port === null) throw new Error('This machine has no free port.');
  return port;
}

async function firstFree(wishes: readonly number[], taken: ReadonlySet<number>): Promise<number> {
  for (const wish of wishes) {
    if (!taken.has(wish) && (await listenBriefly(wish)) !== null) return wish;
  }
  for (;;) {
    const port = await freePort();
    if (!taken.has(port)) return port;
  }
}

function listenBriefly(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
