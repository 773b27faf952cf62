/** GET /api/responses: what authorities did with this surety company's certificates, in order. */
import type { RequestHandler } from 'express';
import { responsesAfter } from '../responses.ts';
import type { Services } from '../services.ts';
import { readPaging, sequenceOf } from './paging.ts';
import { suretyIn } from './surety.ts';

export function listResponses({ database }: Services): RequestHandler {
  return async (request, response) => {
    const { after, limit } = readPaging(request.query);
    response.json(await responsesAfter(database, suretyIn(response), sequenceOf(after), limit));
  };
}
