/** What the workflow of a bulk retry asks for: where it stands, and the sending of a batch. */
import { type BulkRetryMove, moveBulkRetry as move, takeBatch } from '../prisma/bulk-retry-run.ts';
import { inTens } from './in-tens.ts';
import type { Services } from './services.ts';
import { settle } from './settle.ts';

/** What is next, with the outcomes written down that the tables know by now. */
export function moveBulkRetry({ db, clock }: Services) {
  return (bulkRetryId: string): Promise<BulkRetryMove> => move(db, bulkRetryId, clock.now());
}

/**
 * On return the retries of the next batch are written down, and each was brought to its run or is left to the sweeper.
 * Told again after a crash, it sends what was written down and not recorded: nothing goes twice.
 */
export function sendBulkRetries(services: Services) {
  const { db, clock, logger } = services;
  return async (bulkRetryId: string): Promise<number> => {
    const commands = await takeBatch(db, bulkRetryId, clock.now());
    await inTens(commands, logger, (command) => settle(services, command));
    return commands.length;
  };
}
