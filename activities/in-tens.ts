/** Does something for each of many, ten at a time: one that waits or fails must not hold up the others. */
import type { Logger } from 'pino';
import { errorName } from './failures.ts';

/** A round ends before its time limit; what it did not come to is left to the next one. */
const roundMs = 40_000;

/** On return each was tried, or the round's time was over. A failure is logged by name. */
export async function inTens<T>(many: readonly T[], logger: Logger, act: (one: T) => Promise<void>): Promise<void> {
  const end = Date.now() + roundMs;
  for (let next = 0; next < many.length && Date.now() < end; next += 10) {
    const results = await Promise.allSettled(many.slice(next, next + 10).map(act));
    for (const result of results) {
      if (result.status === 'rejected') logger.warn({ errorName: errorName(result.reason) }, 'left to the next round');
    }
  }
}
