/** Tells each day's head hash once, soon after midnight in Japan, for as long as the worker process lives. */
import { recordDailyHeads } from '../prisma/daily-heads.ts';
import type { Database } from '../prisma/database.ts';
import type { Clock } from '../services/clock.ts';
import { type Rounds, startRounds } from './rounds.ts';

interface DailyHeadServices {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: { warn(about: object, sentence: string): void };
  /** Whom the heads are mailed to. */
  readonly auditMailTo: readonly string[];
}

/** Begins at once, and looks every minute. */
export function startDailyHeads({ db, clock, logger, auditMailTo }: DailyHeadServices, everyMs = 60_000): Rounds {
  const failed = 'the head of a day could not be told';
  return startRounds(() => recordDailyHeads(db, auditMailTo, clock.now()), { everyMs, logger, failed });
}
