/** Bulk retries, for the API and for pages: what a person decides stands in the row first, then its run is woken. */

import type { ActedBy } from '../domain/audit.ts';
import type { Reader } from '../domain/scopes.ts';
import { actOnBulkRetry, type BulkRetryAct } from '../prisma/bulk-retries.ts';
import { recordBulkRetryStarted } from '../prisma/bulk-retry-run.ts';
import type { Transaction } from '../prisma/database.ts';
import { inTime } from './in-time.ts';
import type { ApiServices } from './services.ts';

/** Writes down what was decided. Refuses: `bulk-retry-must-exist`, `bulk-retry-must-allow-this`. */
export function decide(
  tx: Transaction,
  id: string,
  act: BulkRetryAct,
  content: { readonly perMinute?: number | undefined },
  reader: Reader,
  by: ActedBy,
  now: Date,
) {
  return actOnBulkRetry(tx, id, act, content, reader, by, now);
}

/** The run looks at its row now, or starts. Where Temporal is away, the sweeper starts it, or it looks by itself later. */
export async function wake({ db, runs, clock, logger, commandWaitMs }: ApiServices, id: string): Promise<void> {
  const waking = runs
    .wakeBulkRetry(id, commandWaitMs)
    .then(() => recordBulkRetryStarted(db, id, clock.now()))
    .catch(() => logger.warn({ bulkRetryId: id }, 'a bulk retry waits for the sweeper'));
  await inTime(waking, commandWaitMs, undefined);
}
