/** Reads D-Sure's feed of what authorities did, and stores each page with the cursor in one transaction. */
import { responsesCursor, storeResponses } from '../prisma/responses.ts';
import { impliedSubmissions } from '../prisma/sweep.ts';
import { inTens } from './in-tens.ts';
import type { Services } from './services.ts';
import { settle } from './settle.ts';
import { startMails } from './start-mails.ts';

const pageSize = 100;

/** How many responses were read, page by page until the feed is empty. Reading twice stores once. */
export function readResponses(services: Services) {
  const { db, dSure, clock, logger } = services;
  return async (): Promise<number> => {
    let read = 0;
    for (;;) {
      const after = await responsesCursor(db);
      const page = await dSure.responses(after, pageSize);
      if (page.responses.length === 0) return read;
      await startMails(services, await storeResponses(db, after, page, clock.now()));
      await inTens(await impliedSubmissions(db), logger, (command) => settle(services, command));
      read += page.responses.length;
    }
  };
}
