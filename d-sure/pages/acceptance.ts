/** 受領する: a page that says what it means, and the press. */
import type { RequestHandler } from 'express';
import { accept } from '../answering.ts';
import { openedRevision } from '../certificate-view.ts';
import { revisionIn } from '../machine/address.ts';
import { certificateValues } from './certificate-values.ts';
import { grantIn } from './grant.ts';
import type { PageServices } from './page-services.ts';
import { formField, pageFrame, personIn } from './signed-in.ts';

export function acceptance(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const person = personIn(response);
      const grantId = grantIn(request.params);
      const values = certificateValues(grantId, await openedRevision(services, person, grantId, null));
      const title = '電子証書を受領する';
      response.type('html').send(services.render('acceptance', { title, ...pageFrame(services, person), ...values }));
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
