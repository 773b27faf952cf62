/** 補正を依頼する: the reason, a look at what will be sent, and the press. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { askCorrection, checkedReason, maxReasonLength, refuseKeyIn } from '../answering.ts';
import { openedRevision, seenRevision } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { certificateValues } from './certificate-values.ts';
import { formIdIn } from './form-id.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { refusalsOf, show } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function correction(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const grantId = grantIn(request.params);
    const certificate = certificateValues(grantId, await seenRevision(services, personIn(response), grantId, null));
    const shown = { title: '補正を依頼する', maxReasonLength, ...certificate, ...values };
    show(services, request, response, 'correction', shown);
  };
  return {
    show: (request, response) => page(request, response, { formId: randomUUID() }),
    submit: async (request, response) => {
      const person = personIn(response);
      const grantId = grantIn(request.params);
      const reason = formField(request, 'reason');
      const formId = formIdIn(formField(request, 'formId'));
      const isFinal = formField(request, 'step') === 'send';
      try {
        const checked = checkedReason(reason);
        const { guaranteeNumber } = await openedRevision(services, person, grantId, null);
        await refuseKeyIn(services, guaranteeNumber, checked);
        if (!isFinal)
          return await page(request, response, {
            reason: checked,
            formId,
            isConfirming: formField(request, 'step') === 'confirm',
          });
        const revision = revisionIn({ revision: formField(request, 'revision') });
        await askCorrection(services, person, await openedRevision(services, person, grantId, revision), {
          reason,
          formId,
        });
        response.redirect(303, `/certificates/${grantId}#answers`);
      } catch (error) {
        if (!(error instanceof Refusal) || error.field !== 'reason') throw error;
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, { refusals, error: refusals[0]?.sentence, reason, formId });
      }
    },
  };
}
