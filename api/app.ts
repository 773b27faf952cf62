/** The API's middleware, in order. */
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal } from '../domain/refusals.ts';
import { failures } from './failures.ts';
import { requestId } from './request-id.ts';
import { requestLog } from './request-log.ts';
import { routes } from './routes.ts';
import type { ApiServices } from './services.ts';

export function createApp(services: ApiServices): Express {
  const app = express();
  app
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', 'simple')
    .set('trust proxy', services.trustedProxies ?? 0);
  app.use(requestId);
  app.use(requestLog(services.logger));
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives }, referrerPolicy: { policy: 'no-referrer' } }),
  );
  app.use(
    '/public',
    express.static(join(import.meta.dirname, '../public'), { index: false, maxAge: '1h', redirect: false }),
  );
  app.use(noStore);
  app.use(routes(services));
  app.use(nothingHere);
  app.use(failures(services.logger));
  return app;
}

/** No page of the API runs a script, or asks anybody else for anything. */
const directives = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const nothingHere: RequestHandler = () => {
  throw new Refusal('address-must-exist');
};
