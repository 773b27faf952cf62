/** The certificate's PDF, byte for byte as it arrived; `?download` saves it instead of showing it. */
import type { RequestHandler } from 'express';
import { openedRevision, recordView } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { personIn } from './signed-in.ts';

export function file(services: PageServices): RequestHandler {
  return async (request, response) => {
    const person = personIn(response);
    const seen = await openedRevision(services, person, grantIn(request.params), revisionIn(request.params));
    const bytes = await services.files.read(seen.fileDigest);
    await recordView(services, person, seen, 'file');
    const name = `${seen.guaranteeNumber}-${seen.revision}.pdf`;
    response
      .set('Content-Security-Policy', viewerPolicy)
      .set('Content-Disposition', `${'download' in request.query ? 'attachment' : 'inline'}; filename="${name}"`)
      .type('application/pdf')
      .send(bytes);
  };
}

/** Browsers show a PDF with a viewer of their own, which is an object with styles. */
const viewerPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
