/** Net Desk: the contractors' portal. */
import { join } from 'node:path';
import type { Express } from 'express';
import { createPortalApp } from '../portal/portal-app.ts';
import type { ApiServices } from '../services.ts';
import type { EventHub } from '../streams/hub.ts';
import { type DeskServices, type DeskSettings, languageCookie } from './desk-services.ts';
import { frameOf } from './frame.ts';
import { deskRoutes } from './routes.ts';
import { whyNot } from './why-not.ts';

export function createNetDesk(services: ApiServices, settings: DeskSettings, hub: EventHub): Express {
  return createPortalApp(services, {
    portal: 'net-desk',
    settings,
    languageCookie,
    pictures,
    complete: (built): DeskServices => ({
      ...services,
      ...built,
      portal: 'net-desk',
      settings,
      hub,
      languageCookie,
      secondFactorIsForced: false,
      frame: frameOf(settings),
      whyNot: whyNot(services),
    }),
    routes: deskRoutes,
  });
}

const pictures = join(import.meta.dirname, '../../public/pictures/help');
