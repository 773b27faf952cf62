/** The one connection of a process that listens for sealed batches. It comes back by itself when it is lost. */
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { sealedChannel } from './sealing.ts';

export interface SealedListener {
  close(): Promise<void>;
}

/**
 * Calls `onSealed` after each batch, and once whenever the connection was made anew: what was told while nobody listened
 * is then read from the sequence. `onLost` hears why a connection ended or could not be made.
 */
export function listenForSealed(
  url: string,
  onSealed: () => void,
  onLost: (error: unknown) => void,
  againAfterMs = 1000,
): SealedListener {
  const closing = new AbortController();
  const { signal } = closing;
  let client: Client | null = null;

  const listen = async () => {
    const mine = new Client({ connectionString: url, keepAlive: true, application_name: 'hosho sealed events' });
    client = mine;
    const ended = new Promise<void>((resolve, reject) => {
      mine.once('end', resolve);
      mine.once('error', reject);
    });
    ended.catch(() => undefined);
    mine.on('notification', onSealed);
    try {
      await mine.connect();
      await mine.query(`LISTEN ${sealedChannel}`);
      onSealed();
      await ended;
    } finally {
      mine.removeAllListeners('notification');
      mine.on('error', () => undefined);
      await mine.end().catch(() => undefined);
    }
  };

  const rounds = async () => {
    while (!signal.aborted) {
      await listen().catch(onLost);
      await setTimeout(againAfterMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = rounds();
  return {
    close: async () => {
      closing.abort();
      await client?.end().catch(() => undefined);
      await done;
    },
  };
}
