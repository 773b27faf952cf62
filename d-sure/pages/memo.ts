/** メモを保存する, on a certificate that this session has opened; a refused one stays in its field, with why beside it. */
import type { RequestHandler } from 'express';
import { openedRevision } from '../certificate-view.ts';
import { memoField, writeMemo } from '../memo.ts';
import { showCertificate } from './certificate.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { refusalsOf } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function memo(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => response.redirect(303, `/certificates/${grantIn(request.params)}#memo`),
    submit: async (request, response) => {
      const person = personIn(response);
      const grantId = grantIn(request.params);
      const typedMemo = formField(request, memoField);
      const seen = await openedRevision(services, person, grantId, null);
      try {
        await writeMemo(services, person, seen.guaranteeNumber, typedMemo);
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        return showCertificate(services, request, response, seen, {
          typedMemo,
          refusals,
          memoError: refusals[0]?.sentence,
        });
      }
      response.redirect(303, `/certificates/${grantId}#memo`);
    },
  };
}
