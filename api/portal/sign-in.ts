/** The sign-in page. */
import type { Request, RequestHandler, Response } from 'express';
import { callerOf } from './caller.ts';
import { orFormAgain } from './form-again.ts';
import { formField } from './forms.ts';
import type { PortalServices } from './portal.ts';
import { show } from './show.ts';

export function signInPage(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const forgotten = await services.signIn.forgottenSession(callerOf(request));
      if (forgotten !== null) response.append('Set-Cookie', forgotten.cookies);
      showSignIn(services, request, response, {
        done: request.query.done === 'password',
        hasEnded: forgotten !== null,
      });
    },
    submit: (request, response) => {
      const email = formField(request, 'email').slice(0, 254);
      const password = formField(request, 'password').slice(0, 256);
      return orFormAgain(
        response,
        'email',
        async () => {
          const { cookies, waitsForCode } = await services.signIn.signIn(callerOf(request), { email, password });
          response.append('Set-Cookie', cookies).redirect(303, waitsForCode ? '/sign-in/code' : '/');
        },
        ({ refusals }) => showSignIn(services, request, response, { email, refusals }),
      );
    },
  };
}

/** The page, with the press for passkeys where the portal can have them. */
export function showSignIn(
  services: PortalServices,
  request: Request,
  response: Response,
  values: Readonly<Record<string, unknown>>,
): void {
  const passkeysArePossible = services.signIn.passkeys.arePossible;
  show(services, request, response, 'sign-in', { title: 'ログイン', passkeysArePossible, ...values });
}
