/** D-Sure's middleware, in order. */
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal } from '../domain/refusals.ts';
import { loggable } from './failures.ts';
import { problemOf, sendProblem } from './problem-details.ts';
import { createRenderer } from './render.ts';
import { machineRoutes, pageRoutes } from './routes.ts';
import type { Services, Settings } from './services.ts';
import { createSignIn } from './sign-in.ts';

export function createApp(services: Services, settings: Settings): Express {
  const render = createRenderer(settings.name);
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(requestLog(services));
  app.use(
    helmet({ contentSecurityPolicy: { useDefaults: false, directives }, referrerPolicy: { policy: 'same-origin' } }),
  );
  app.use('/public', express.static(join(import.meta.dirname, 'public'), { index: false, maxAge: '1h' }));
  app.use(noStore);
  app.use(machineRoutes(services));
  app.use('/api', nothingHere);
  app.use('/api', machineFailures(services));
  app.use(pageRoutes({ ...services, settings, render, signIn: createSignIn(services, settings) }));
  app.use(nothingHere);
  app.use(pageFailures(services, render));
  return app;
}

const directives = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
  baseUri: ["'none'"],
};

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

function pageFailures({ log }: Services, render: ReturnType<typeof createRenderer>): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    if (problem.status >= 500) log.error({ failure: loggable(error) }, 'request failed');
    response
      .status(problem.status)
      .type('html')
      .send(render('failure', { title: 'ご確認ください', problem }));
  };
}
