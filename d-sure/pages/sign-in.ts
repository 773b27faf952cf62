/** The sign-in page. */
import type { Request, RequestHandler, Response } from 'express';
import type { PageServices } from './page-services.ts';
import { refusalsOf, show } from './show.ts';
import { callerOf, formField } from './signed-in.ts';

export function signInPage(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) =>
      showSignIn(services, request, response, {
        isPasswordSet: request.query.password === 'set',
        isEntryChosen: request.query.entry === 'chosen',
      }),
    submit: async (request, response) => {
      const email = formField(request, 'email').slice(0, 254);
      const password = formField(request, 'password').slice(0, 256);
      try {
        const { cookies, asksCode } = await services.signIn.signIn(callerOf(request), { email, password });
        response.append('Set-Cookie', cookies).redirect(303, asksCode ? '/sign-in/second-factor' : '/certificates');
      } catch (error) {
        const [refusal] = refusalsOf(services, request, response, error);
        const refusals = [{ ...refusal, field: 'email' }];
        showSignIn(services, request, response, { email, refusals });
      }
    },
  };
}

/** The page, with the press for passkeys where browsers have any for its address. */
export function showSignIn(
  services: PageServices,
  request: Request,
  response: Response,
  values: Readonly<Record<string, unknown>>,
): void {
  const passkeysArePossible = services.signIn.passkeys.arePossible;
  show(services, request, response, 'sign-in', { title: 'ログイン', passkeysArePossible, ...values });
}
