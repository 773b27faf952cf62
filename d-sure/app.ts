/** D-Sure's middleware, in order. */
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { Refusal } from '../domain/refusals.ts';
import { openAssets } from '../web/assets.ts';
import { pageHeaders } from '../web/headers.ts';
import { languageChoice } from '../web/language.ts';
import { createPages } from '../web/pages.ts';
import { loggable } from './failures.ts';
import { administrationRoutes } from './pages/administration/routes.ts';
import { failurePage } from './pages/failure.ts';
import { languageCookie, type PageServices } from './pages/page-services.ts';
import { problemOf, sendProblem } from './problem-details.ts';
import { machineRoutes, pageRoutes } from './routes.ts';
import type { Services, Settings } from './services.ts';
import { createSignIn } from './sign-in.ts';

export function createApp(services: Services, settings: Settings): Express {
  const https = settings.origin.startsWith('https:');
  const assets = openAssets({ colour: settings.colour });
  const pages: PageServices = {
    ...services,
    settings,
    pages: createPages({ pages: join(import.meta.dirname, 'templates'), layout: 'layout' }, assets.address),
    signIn: createSignIn(services, settings),
  };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', settings.trustedProxies);
  app.use(requestLog(services));
  app.use(pageHeaders({ https }));
  app.use('/assets', assets.serve);
  app.use(noStore);
  app.use(machineRoutes(services));
  app.use('/api', nothingHere);
  app.use('/api', machineFailures(services));
  app.use(languageChoice({ cookie: languageCookie, https }));
  app.use(pageRoutes(pages));
  app.use(administrationRoutes(pages));
  app.use(nothingHere);
  app.use(failurePage(pages));
  return app;
}

/** One line for each request: the address's pattern, never the address, which may name a grant. */
function requestLog({ log, now }: Services): RequestHandler {
  return (request, response, next) => {
    const startedAt = now().getTime();
    response.on('finish', () => {
      const route: unknown = request.route?.path;
      log.info(
        { method: request.method, route: route ?? null, status: response.statusCode, ms: now().getTime() - startedAt },
        'request',
      );
    });
    next();
  };
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const nothingHere: RequestHandler = () => {
  throw new Refusal('address-must-exist');
};

function machineFailures({ log }: Services): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ failure: loggable(error) }, 'request failed');
    sendProblem(response, problem);
  };
}
