/** A number for each request: in its answer's header, in the log, and in what a person tells us of a failure. */
import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

export const requestId: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID();
  response.set('X-Request-Id', response.locals.requestId);
  next();
};

export function requestIdOf(response: Response): string {
  return response.locals.requestId as string;
}
