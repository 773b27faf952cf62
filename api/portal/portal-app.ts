/** A portal's middleware, in order: an origin of its own in the API's process. */
import { join } from 'node:path';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { openAssets } from '../../web/assets.ts';
import { pageHeaders } from '../../web/headers.ts';
import { languageChoice } from '../../web/language.ts';
import { createPages, type Pages } from '../../web/pages.ts';
import { requestId } from '../request-id.ts';
import { requestLog } from '../request-log.ts';
import type { ApiServices } from '../services.ts';
import { createSignIn, type SignIn } from '../sign-in/sign-in.ts';
import { failurePage } from './failures.ts';
import type { PortalName, PortalServices, PortalSettings } from './portal.ts';

interface PortalParts<Services extends PortalServices> {
  readonly portal: PortalName;
  readonly settings: PortalSettings;
  readonly languageCookie: string;
  /** A folder of pictures that its pages name. */
  readonly pictures?: string;
  /** Everything that the portal's pages work with, from what is the same for all portals. */
  readonly complete: (built: { readonly pages: Pages; readonly signIn: SignIn }) => Services;
  readonly routes: (services: Services) => Router;
}

/** The portal's pages lie in `templates/<its name>`; those of sign-in and account are the same for all. */
export function createPortalApp<Services extends PortalServices>(
  { db, logger }: ApiServices,
  { portal, settings, languageCookie, pictures, complete, routes }: PortalParts<Services>,
): Express {
  const https = settings.origin.startsWith('https:');
  const assets = openAssets({ pictures, colour: settings.colour });
  const folders = { pages: join(templates, portal), shared: join(templates, 'portal'), layout: 'layout' };
  const services = complete({
    pages: createPages(folders, assets.address),
    signIn: createSignIn(db, { portal, ...settings }),
  });
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple').set('trust proxy', settings.trustedProxies);
  app.use(requestId);
  app.use(requestLog(logger));
  app.use(pageHeaders({ https }));
  app.use('/assets', assets.serve);
  app.use(noStore);
  app.use(languageChoice({ cookie: languageCookie, https }));
  app.use(routes(services));
  app.use(nothingHere);
  app.use(failurePage(services));
  return app;
}

const templates = join(import.meta.dirname, '../../templates');

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

const nothingHere: RequestHandler = () => {
  throw new Refusal('address-must-exist');
};
