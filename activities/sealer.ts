/** Seals events about once a second, for as long as the worker process lives. Any number of workers may do so at once. */
import { setTimeout } from 'node:timers/promises';
import type { Database } from '../prisma/database.ts';
import { sealEvents } from '../prisma/sealing.ts';
import type { Clock } from '../services/clock.ts';
import { errorName } from './failures.ts';

export interface Sealer {
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
}

interface SealerServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: { warn(about: object, sentence: string): void };
}

/** Begins at once. A round that fails is logged and followed by the next: what it did not seal still waits. */
export function startSealer({ db, clock, logger }: SealerServices, everyMs = 1000): Sealer {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = async () => {
    while (!signal.aborted) {
      await sealEvents(db, () => clock.now()).catch((error: unknown) =>
        logger.warn({ errorName: errorName(error) }, 'events could not be sealed'),
      );
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = rounds();
  return {
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}
