/** パスワードの変更: ends every other session of the person. */
import type { RequestHandler } from 'express';
import { callerOf } from '../caller.ts';
import { orFormAgain } from '../form-again.ts';
import { formField } from '../forms.ts';
import { type PortalServices, portalPersonIn } from '../portal.ts';
import { showAccountPage } from './account-page.ts';

export function password(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const title = 'パスワードの変更';
  return {
    show: (request, response) => showAccountPage(services, request, response, 'password', { title }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'current',
        async () => {
          const person = portalPersonIn(response);
          const owner = { ...person, company: person.companyName };
          const typed = { password: formField(request, 'password'), again: formField(request, 'again') };
          const current = formField(request, 'current').slice(0, 256);
          const cookies = await services.signIn.passwords.change(callerOf(request), owner, current, typed);
          response.append('Set-Cookie', cookies).redirect(303, '/account?done=password');
        },
        (told) => showAccountPage(services, request, response, 'password', { title, ...told }),
      ),
  };
}
