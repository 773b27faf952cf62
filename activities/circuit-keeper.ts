/** Keeps the circuits for as long as the worker process lives: counts tries, lets each take its step, makes the queues follow. */
import { setTimeout } from 'node:timers/promises';
import { type Counterparty, counterpartyNames } from '../domain/circuit.ts';
import {
  addCounts,
  circuitsToApply,
  forgetOldCounts,
  recordApplied,
  stepCircuits,
  type Tries,
} from '../prisma/circuits.ts';
import type { QueueRates } from '../services/queue-rates.ts';
import { queueName } from '../workflows/ids.ts';
import { type CountTry, errorName } from './failures.ts';
import type { Services } from './services.ts';

export interface CircuitKeeper {
  readonly count: CountTry;
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
}

const forgetEveryMs = 300_000;

/**
 * Any number of workers may keep them at once: each adds what it counted, one of them takes a step. Counting costs an
 * addition in memory; once a second the sums are written. A round that fails is followed by the next.
 */
export function startCircuitKeeper(
  { db, clock, logger }: Pick<Services, 'db' | 'clock' | 'logger'>,
  rates: QueueRates,
  queuePrefix: string,
  everyMs = 1000,
): CircuitKeeper {
  const names = new Map<string, Counterparty>(counterpartyNames.map((name) => [queueName(queuePrefix, name), name]));
  let counted = new Map<Counterparty, Tries>();
  let forgottenAt = 0;
  const stopping = new AbortController();
  const { signal } = stopping;

  const add = (counterparty: Counterparty, more: Tries) => {
    const { tries, failures } = counted.get(counterparty) ?? { tries: 0, failures: 0 };
    counted.set(counterparty, { tries: tries + more.tries, failures: failures + more.failures });
  };
  const writeCounts = async (now: Date) => {
    const sums = counted;
    counted = new Map();
    try {
      await addCounts(db, sums, now);
    } catch (error) {
      for (const [counterparty, tries] of sums) add(counterparty, tries); // the next round writes them
      throw error;
    }
  };
  const round = async () => {
    const now = clock.now();
    await writeCounts(now);
    for (const { counterparty, state } of await stepCircuits(db, now)) {
      logger.warn({ counterparty, state }, 'a circuit took a step');
    }
    for (const { counterparty, perSecond } of await circuitsToApply(db, now)) {
      await rates.set(counterparty, perSecond);
      await recordApplied(db, counterparty, perSecond, now);
    }
    if (Date.now() - forgottenAt < forgetEveryMs) return;
    forgottenAt = Date.now();
    await forgetOldCounts(db, now);
  };
  const rounds = async () => {
    while (!signal.aborted) {
      await round().catch((error: unknown) =>
        logger.warn({ errorName: errorName(error) }, 'the circuits could not be kept'),
      );
      await setTimeout(everyMs, undefined, { signal }).catch(() => undefined);
    }
  };
  const done = rounds();
  return {
    count: (taskQueue, counterpartyFailed) => {
      const counterparty = names.get(taskQueue);
      if (counterparty !== undefined) add(counterparty, { tries: 1, failures: Number(counterpartyFailed) });
    },
    stop: () => {
      stopping.abort();
      return done;
    },
  };
}
