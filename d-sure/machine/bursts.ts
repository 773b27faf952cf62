/** GET /api/bursts: which of this surety company's guarantees somebody tried to open with many wrong keys, in order. */
import type { RequestHandler } from 'express';
import { burstsAfter } from '../bursts.ts';
import type { Services } from '../services.ts';
import { readPaging, sequenceOf } from './paging.ts';
import { suretyIn } from './surety.ts';

export function listBursts({ database }: Services): RequestHandler {
  return async (request, response) => {
    const { after, limit } = readPaging(request.query);
    response.json(await burstsAfter(database, suretyIn(response), sequenceOf(after), limit));
  };
}
