/** The certificate's page: its data, whether it is undamaged, its history, the authority's answers. Each view is recorded. */
import type { Request, RequestHandler, Response } from 'express';
import { type OpenedRevision, openedRevision, recordView } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { certificateValues } from './certificate-values.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { say, show } from './show.ts';
import { personIn } from './signed-in.ts';

export function certificate(services: PageServices): RequestHandler {
  return async (request, response) => {
    const wanted = request.params.revision === undefined ? null : revisionIn(request.params);
    const seen = await openedRevision(services, personIn(response), grantIn(request.params), wanted);
    await showCertificate(services, request, response, seen, {});
  };
}

/** Answers with the page of what was opened; `values` go beside its own. That it was seen is on record. */
export async function showCertificate(
  services: PageServices,
  request: Request,
  response: Response,
  seen: OpenedRevision,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordView(services, personIn(response), seen, 'page');
  const shown = certificateValues(grantIn(request.params), seen);
  const title = `${say(services, request, shown.product)} ${shown.guaranteeNumber}`;
  show(services, request, response, 'certificate', { title, ...shown, typedMemo: seen.memo?.text ?? '', ...values });
}
