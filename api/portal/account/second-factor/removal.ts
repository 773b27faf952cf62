/** Turning the second factor off: a page that says what it means, and the press with the password. */
import type { RequestHandler } from 'express';
import { callerOf } from '../../caller.ts';
import { orFormAgain } from '../../form-again.ts';
import { formField } from '../../forms.ts';
import { type PortalServices, portalPersonIn } from '../../portal.ts';
import { showAccountPage } from '../account-page.ts';

export function removal(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const page = 'second-factor/removal';
  const title = services.secondFactorIsForced ? '認証アプリを替えますか' : '二段階認証を無効にしますか';
  return {
    show: (request, response) => showAccountPage(services, request, response, page, { title }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'password',
        async () => {
          const password = formField(request, 'password').slice(0, 256);
          const cookies = await services.signIn.secondFactor.end(callerOf(request), portalPersonIn(response), password);
          response.append('Set-Cookie', cookies).redirect(303, '/account/second-factor');
        },
        (told) => showAccountPage(services, request, response, page, { title, ...told }),
      ),
  };
}
