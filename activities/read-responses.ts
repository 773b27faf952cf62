/** Reads D-Sure's feeds of what authorities did and of wrong keys, and stores each page with the cursor in one transaction. */
import { feedCursor } from '../prisma/feeds.ts';
import { storeKeyBursts } from '../prisma/key-bursts.ts';
import { storeResponses } from '../prisma/responses.ts';
import { impliedSubmissions } from '../prisma/sweep.ts';
import { inTens } from './in-tens.ts';
import type { Services } from './services.ts';
import { settle } from './settle.ts';
import { startMails } from './start-mails.ts';

const pageSize = 100;

/** How many responses were read, page by page until both feeds are empty. Reading twice stores once. */
export function readResponses(services: Services) {
  const { db, dSure, clock, logger } = services;
  return async (): Promise<number> => {
    let read = 0;
    for (;;) {
      const after = await feedCursor(db, 'd-sure-responses');
      const page = await dSure.responses(after, pageSize);
      if (page.responses.length === 0) break;
      await startMails(services, await storeResponses(db, after, page, clock.now()));
      await inTens(await impliedSubmissions(db), logger, (command) => settle(services, command));
      read += page.responses.length;
    }
    await readKeyBursts(services);
    return read;
  };
}

async function readKeyBursts({ db, dSure, clock, logger }: Services): Promise<void> {
  for (;;) {
    const after = await feedCursor(db, 'd-sure-bursts');
    const page = await dSure.keyBursts(after, pageSize);
    if (page.bursts.length === 0) return;
    await storeKeyBursts(db, after, page, clock.now());
    logger.warn({ bursts: page.bursts.length }, 'wrong keys were tried at D-Sure again and again');
  }
}
