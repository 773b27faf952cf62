/** Whose request it is: checked before the body is read. */
import type { RequestHandler, Response } from 'express';
import type { Services } from '../services.ts';
import { type Surety, suretyOf } from '../sureties.ts';

/** Refuses: `d-sure-must-accept-our-credentials`. */
export function suretyOnly({ database }: Services): RequestHandler {
  return async (request, response, next) => {
    response.locals.surety = await suretyOf(database, request.headers.authorization);
    next();
  };
}

/** The surety company that `suretyOnly` let in. */
export function suretyIn(response: Response): Surety {
  return response.locals.surety as Surety;
}
