/** The first code turns the second factor on; the page that follows shows the recovery codes, this once. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../../domain/refusals.ts';
import { callerOf } from '../../caller.ts';
import { orFormAgain } from '../../form-again.ts';
import { formField } from '../../forms.ts';
import { type PortalServices, portalPersonIn } from '../../portal.ts';
import { showAccountPage } from '../account-page.ts';
import { isSecretUri, secretOf } from '../authenticator-secret.ts';
import { showRecoveryCodes } from '../recovery-codes.ts';

export function confirmation(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  /** The secret stands in the answer to a form alone: whoever comes back begins again. */
  const show: RequestHandler = (_request, response) => response.redirect(303, '/account/second-factor');
  const submit: RequestHandler = (request, response) => {
    const uri = formField(request, 'uri');
    return orFormAgain(
      response,
      'code',
      async () => {
        const person = portalPersonIn(response);
        const code = formField(request, 'code').slice(0, 40);
        const { cookies, codes } = await services.signIn.secondFactor.confirm(callerOf(request), person, code);
        response.append('Set-Cookie', cookies);
        await goOnAs(services, request, response, cookies);
        showRecoveryCodes(services, request, response, codes, '二段階認証を有効にしました');
      },
      (told) => {
        if (!isSecretUri(uri)) throw new Refusal('request-must-be-readable');
        const values = { title: '認証アプリの登録', secret: secretOf(uri), ...told };
        showAccountPage(services, request, response, 'second-factor/confirmation', values);
      },
    );
  };
  return { show, submit };
}

/** The session that goes on is a new one: the page's own forms are of that, or its very sign-out would be refused. */
async function goOnAs(
  { signIn }: PortalServices,
  request: Request,
  response: Response,
  cookies: readonly string[],
): Promise<void> {
  const cookie = cookies.map((set) => set.split(';', 1)[0]).join('; ');
  const session = await signIn.sessionOf({ ...callerOf(request), headers: { ...request.headers, cookie } }, true);
  if (session !== null) {
    const goesOn = { sessionId: session.sessionId, hasSecondFactor: true };
    response.locals.person = { ...portalPersonIn(response), ...goesOn };
  }
}
