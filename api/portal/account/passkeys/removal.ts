/** Removing a passkey: a page that says what it means, and the press with the password. */
import type { Request, RequestHandler, Response } from 'express';
import { callerOf } from '../../caller.ts';
import { orFormAgain } from '../../form-again.ts';
import { formField } from '../../forms.ts';
import { type PortalServices, portalPersonIn } from '../../portal.ts';
import { showAccountPage } from '../account-page.ts';

export function passkeyRemoval(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const { passkeys } = services.signIn;
  const page = async (request: Request, response: Response, told: Readonly<Record<string, unknown>>) => {
    const passkey = await passkeys.find(portalPersonIn(response).userId, idIn(request));
    const title = 'パスキーを削除しますか';
    showAccountPage(services, request, response, 'passkeys/removal', { title, passkey, ...told });
  };
  return {
    show: (request, response) => page(request, response, {}),
    submit: (request, response) =>
      orFormAgain(
        response,
        'password',
        async () => {
          const password = formField(request, 'password').slice(0, 256);
          await passkeys.remove(callerOf(request), portalPersonIn(response), idIn(request), password);
          response.redirect(303, '/account?done=passkey-removed');
        },
        (told) => page(request, response, { ...told }),
      ),
  };
}

function idIn({ params }: Request): string {
  return String(params.id);
}
