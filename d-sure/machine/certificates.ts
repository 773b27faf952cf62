/** GET /api/certificates: what this surety company has posted, for comparing with its own tables. */
import type { RequestHandler } from 'express';
import { postedAfter } from '../listing.ts';
import type { Services } from '../services.ts';
import { cursorOf, placeOf, readPaging } from './paging.ts';
import { suretyIn } from './surety.ts';

export function listCertificates({ database }: Services): RequestHandler {
  return async (request, response) => {
    const { after, limit } = readPaging(request.query);
    const certificates = await postedAfter(database, suretyIn(response), placeOf(after), limit);
    const last = certificates.at(-1);
    response.json({ certificates, cursor: last === undefined ? after : cursorOf(last) });
  };
}
