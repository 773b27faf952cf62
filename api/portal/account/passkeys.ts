/** パスキーの登録: the name and the password first, then the press that lets the device make it. */
import type { RequestHandler } from 'express';
import { longestAnswer } from '../../../web/passkeys/sign-in.ts';
import { callerOf } from '../caller.ts';
import { orFormAgain } from '../form-again.ts';
import { formField } from '../forms.ts';
import { type PortalServices, portalPersonIn } from '../portal.ts';
import { showAccountPage } from './account-page.ts';

const title = 'パスキーの登録';

export function newPasskey(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => showAccountPage(services, request, response, 'passkeys/new', { title }),
    submit: (request, response) => {
      const typed = { name: formField(request, 'name'), password: formField(request, 'password').slice(0, 256) };
      return orFormAgain(
        response,
        'name',
        async () => {
          const options = await services.signIn.passkeys.begin(callerOf(request), portalPersonIn(response), typed);
          showAccountPage(services, request, response, 'passkeys/making', { title, name: typed.name.trim(), options });
        },
        (told) => showAccountPage(services, request, response, 'passkeys/new', { title, name: typed.name, ...told }),
      );
    },
  };
}

export function passkeys(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    /** The question stands in the answer to a form alone: whoever comes back begins again. */
    show: (_request, response) => response.redirect(303, '/account/passkeys/new'),
    submit: (request, response) =>
      orFormAgain(
        response,
        'name',
        async () => {
          const answer = formField(request, 'answer').slice(0, longestAnswer);
          await services.signIn.passkeys.add(portalPersonIn(response).userId, answer);
          response.redirect(303, '/account?done=passkey');
        },
        (told) => showAccountPage(services, request, response, 'passkeys/new', { title, ...told }),
      ),
  };
}
