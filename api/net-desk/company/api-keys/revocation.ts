/** APIキーの失効: a page that says what it means, and the press. */
import type { Request, RequestHandler } from 'express';
import { readKey, revokeKey } from '../../../../prisma/company-keys.ts';
import { show } from '../../../portal/show.ts';
import type { DeskServices } from '../../desk-services.ts';
import { personIn } from '../../signed-in.ts';
import { keyRow } from '../api-keys.ts';
import { trailFrom } from '../tabs.ts';

export function revocation(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: async (request, response) => {
      const key = await readKey(db, personIn(response).reader, idIn(request), clock.now());
      const title = 'APIキーを失効させますか';
      const trail = trailFrom('/company/api-keys', title);
      show(services, request, response, 'company/api-keys/revocation', { title, ...trail, key: keyRow(key) });
    },
    submit: async (request, response) => {
      await revokeKey(db, personIn(response).reader, idIn(request), clock.now());
      response.redirect(303, '/company/api-keys?done=revoked');
    },
  };
}

function idIn({ params }: Request): string {
  return String(params.id);
}
