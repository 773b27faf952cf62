/** 電子証書を開く: number and key in, the certificate's page out. */
import type { RequestHandler, Response } from 'express';
import { listInstant } from '../../domain/eras.ts';
import { Refusal } from '../../domain/refusals.ts';
import { keyHint } from '../../domain/typed-key.ts';
import { openedInSession } from '../certificate-view.ts';
import { openCertificate } from '../opening.ts';
import { problemOf } from '../problem-details.ts';
import type { PageServices } from './page-services.ts';
import { formField, pageFrame, personIn } from './signed-in.ts';

export function certificates(services: PageServices): { show: RequestHandler; open: RequestHandler } {
  const page = async (response: Response, values: Record<string, unknown>) => {
    const person = personIn(response);
    const opened = (await openedInSession(services.database, person)).map(({ id, guaranteeNumber, grantedAt }) => ({
      id,
      guaranteeNumber,
      grantedAt: listInstant(grantedAt),
    }));
    const frame = pageFrame(services, person);
    response
      .type('html')
      .send(services.render('certificates', { title: '電子証書を開く', ...frame, opened, ...values }));
  };
  return {
    show: (_request, response) => page(response, {}),
    open: async (request, response) => {
      const number = formField(request, 'guaranteeNumber').slice(0, 64);
      const key = formField(request, 'key').slice(0, 64);
      try {
        const grantId = await openCertificate(services, services.settings.sessionSecret, personIn(response), {
          number,
          key,
        });
        response.redirect(303, `/certificates/${grantId}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const problem = problemOf(error);
        // Made from what was typed alone: it cannot tell which of the two was wrong.
        const hint = error.refusal === 'certificate-must-open-with-number-and-key' ? keyHint(key) : null;
        await page(response.status(problem.status), { problem, hint, number });
      }
    },
  };
}
