/** Operations: the portal of the surety's staff, at an origin of its own, with its paths at the root as Net Desk's. */
import type { Express } from 'express';
import { createPortalApp } from '../portal/portal-app.ts';
import type { ApiServices } from '../services.ts';
import type { EventHub } from '../streams/hub.ts';
import { frameOf } from './frame.ts';
import { languageCookie, type OperationsServices, type OperationsSettings } from './operations-services.ts';
import { type Route, serveRoutes } from './route.ts';
import { operationsRoutes } from './routes.ts';
import { whyNot } from './why-not.ts';

export interface Operations {
  readonly app: Express;
  /** Its table of addresses. */
  readonly routes: readonly Route[];
}

export function createOperations(services: ApiServices, settings: OperationsSettings, hub: EventHub): Operations {
  let table: readonly Route[] = [];
  const app = createPortalApp(services, {
    portal: 'operations',
    settings,
    languageCookie,
    complete: (built): OperationsServices => ({
      ...services,
      ...built,
      portal: 'operations',
      settings,
      hub,
      languageCookie,
      temporalUi: settings.temporalUi ?? null,
      secondFactorIsForced: true,
      frame: frameOf(settings, () => table),
      whyNot: whyNot(services),
    }),
    routes: (complete) => {
      table = operationsRoutes(complete);
      return serveRoutes(complete, table);
    },
  });
  return { app, routes: table };
}
