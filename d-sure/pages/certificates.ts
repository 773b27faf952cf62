/** 電子証書を開く: number and key in, the certificate's page out. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { keyHint } from '../../domain/typed-key.ts';
import { openedInSession } from '../certificate-view.ts';
import { openCertificate } from '../opening.ts';
import type { PageServices } from './page-services.ts';
import { refusalsOf, say, show } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function certificates(services: PageServices): { show: RequestHandler; open: RequestHandler } {
  return {
    show: (request, response) => showCertificates(services, request, response, {}),
    open: async (request, response) => {
      const number = formField(request, 'guaranteeNumber').slice(0, 64);
      const key = formField(request, 'key').slice(0, 64);
      try {
        const { sessionSecret } = services.settings;
        const grantId = await openCertificate(services, sessionSecret, personIn(response), { number, key });
        response.redirect(303, `/certificates/${grantId}`);
      } catch (error) {
        const [refusal] = refusalsOf(services, request, response, error);
        const mayBeMisread = error instanceof Refusal && error.refusal === 'certificate-must-open-with-number-and-key';
        await showCertificates(services, request, response, {
          refusals: [{ field: mayBeMisread ? 'key' : null, sentence: refusal?.sentence }],
          keyError: mayBeMisread ? misreadHint(services, request, key) : null,
          number,
        });
      }
    },
  };
}

/** The page with both ways to open a certificate, and what this session has opened. */
export async function showCertificates(
  services: PageServices,
  request: Request,
  response: Response,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const opened = await openedInSession(services.database, personIn(response));
  show(services, request, response, 'certificates', { title: '電子証書を開く', opened, ...values });
}

/** Made from what was typed alone: it cannot tell which of the two was wrong. Source: R-K4. */
function misreadHint(services: PageServices, request: Request, key: string): string {
  const hint = keyHint(key);
  const sentences = hint?.sentences ?? ['番号とキーを、お知らせと一文字ずつ見比べてください。'];
  return sentences.map((sentence) => say(services, request, sentence, hint?.values)).join(' ');
}
