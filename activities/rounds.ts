/** Something that the worker process does again and again by itself, for as long as it lives. */
import { setTimeout } from 'node:timers/promises';
import { errorName } from './failures.ts';

export interface Rounds {
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
}

interface RoundsSettings {
  readonly everyMs: number;
  readonly logger: { warn(about: object, sentence: string): void };
  /** What is logged of a round that failed: it is followed by the next. */
  readonly failed: string;
}

/** Begins at once. */
export function startRounds(round: () => Promise<unknown>, { everyMs, logger, failed }: RoundsSettings): Rounds {
  const stopping = new AbortController();
  const { signal } = stopping;
  const rounds = async () => {
    while (!signal.aborted) {
      await round().catch((error: unknown) => logger.warn({ errorName: errorName(error) }, failed));
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
