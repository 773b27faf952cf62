/** メモを保存する, on a certificate that this session has opened. */
import type { RequestHandler } from 'express';
import { openedRevision } from '../certificate-view.ts';
import { writeMemo } from '../memo.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { formField, personIn } from './signed-in.ts';

export function memo(services: PageServices): RequestHandler {
  return async (request, response) => {
    const person = personIn(response);
    const grantId = grantIn(request.params);
    const { guaranteeNumber } = await openedRevision(services, person, grantId, null);
    await writeMemo(services, person, guaranteeNumber, formField(request, 'memo-text'));
    response.redirect(303, `/certificates/${grantId}#memo`);
  };
}
