/** Net Desk's middleware, in order: an origin of its own in the API's process. */
import { join } from 'node:path';
import express, { type Express, type RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { openAssets } from '../../web/assets.ts';
import { pageHeaders } from '../../web/headers.ts';
import { languageChoice } from '../../web/language.ts';
import { createPages } from '../../web/pages.ts';
import { requestId } from '../request-id.ts';
import { requestLog } from '../request-log.ts';
import type { ApiServices } from '../services.ts';
import { createSignIn } from '../sign-in/sign-in.ts';
import type { EventHub } from '../streams/hub.ts';
import { type DeskServices, type DeskSettings, languageCookie } from './desk-services.ts';
import { failurePage } from './failures.ts';
import { deskRoutes } from './routes.ts';

export function createNetDesk(services: ApiServices, settings: DeskSettings, hub: EventHub): Express {
  const https = settings.origin.startsWith('https:');
  const assets = openAssets({ pictures });
  const desk: DeskServices = {
    ...services,
    settings,
    hub,
    pages: createPages({ pages: templates, layout: 'layout' }, assets.address),
    signIn: createSignIn(services.db, { portal: 'net-desk', ...settings }),
  };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', settings.trustedProxies);
  app.use(requestId);
  app.use(requestLog(services.logger));
  app.use(pageHeaders({ https }));
  app.use('/assets', assets.serve);
  app.use(noStore);
  app.use(languageChoice({ cookie: languageCookie, https }));
  app.use(deskRoutes(desk));
  app.use(nothingHere);
  app.use(failurePage(desk));
  return app;
}

const pictures = join(import.meta.dirname, '../../public/pictures/help');
const templates = join(import.meta.dirname, '../../templates/net-desk');

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const nothingHere: RequestHandler = () => {
  throw new Refusal('address-must-exist');
};
