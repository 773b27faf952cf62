/** 受領する: a page that says what it means, and the press. */
import type { RequestHandler } from 'express';
import { accept } from '../answering.ts';
import { openedRevision, seenRevision } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { certificateValues } from './certificate-values.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { show } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function acceptance(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const person = personIn(response);
      const grantId = grantIn(request.params);
      const values = certificateValues(grantId, await seenRevision(services, person, grantId, null));
      show(services, request, response, 'acceptance', { title: '電子証書を受領する', ...values });
    },
    submit: async (request, response) => {
      const person = personIn(response);
      const grantId = grantIn(request.params);
      const revision = revisionIn({ revision: formField(request, 'revision') });
      await accept(services, person, await openedRevision(services, person, grantId, revision));
      response.redirect(303, `/certificates/${grantId}#answers`);
    },
  };
}
