/** 電子証書を開く: number and key in, the certificate's page out. */
import type { Request, RequestHandler, Response } from 'express';
import { keyHint } from '../../domain/typed-key.ts';
import { openedInSession } from '../certificate-view.ts';
import { openCertificate } from '../opening.ts';
import type { PageServices } from './page-services.ts';
import { refusalsOf, say, show } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function certificates(services: PageServices): { show: RequestHandler; open: RequestHandler } {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const opened = await openedInSession(services.database, personIn(response));
    show(services, request, response, 'certificates', { title: '電子証書を開く', opened, ...values });
  };
  return {
    show: (request, response) => page(request, response, {}),
    open: async (request, response) => {
      const number = formField(request, 'guaranteeNumber').slice(0, 64);
      const key = formField(request, 'key').slice(0, 64);
      try {
        const { sessionSecret } = services.settings;
        const grantId = await openCertificate(services, sessionSecret, personIn(response), { number, key });
        response.redirect(303, `/certificates/${grantId}`);
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        // Made from what was typed alone: it cannot tell which of the two was wrong.
        const hint = keyHint(key);
        const hinted = hint?.sentences.map((sentence) => say(services, request, sentence, hint.values)) ?? [];
        await page(request, response, { refusals, keyError: hinted.join(' '), number });
      }
    },
  };
}
