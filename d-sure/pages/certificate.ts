/** The certificate's page: its data, whether it is undamaged, its history, the authority's answers. Each view is recorded. */
import type { RequestHandler } from 'express';
import { openedRevision, recordView } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { certificateValues } from './certificate-values.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { say, show } from './show.ts';
import { personIn } from './signed-in.ts';

export function certificate(services: PageServices): RequestHandler {
  return async (request, response) => {
    const person = personIn(response);
    const grantId = grantIn(request.params);
    const wanted = request.params.revision === undefined ? null : revisionIn(request.params);
    const seen = await openedRevision(services, person, grantId, wanted);
    await recordView(services, person, seen, 'page');
    const values = certificateValues(grantId, seen);
    const title = `${say(services, request, values.product)} ${values.guaranteeNumber}`;
    show(services, request, response, 'certificate', { title, ...values });
  };
}
