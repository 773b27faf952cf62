/** Removing a passkey: a page that says what it means, and the press with the password. */
import type { Request, RequestHandler, Response } from 'express';
import { idIn } from '../../administration/tabs.ts';
import type { PageServices } from '../../page-services.ts';
import { errorsOf, refusalsOf, show } from '../../show.ts';
import { callerOf, formField, personIn } from '../../signed-in.ts';

export function passkeyRemoval(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const { passkeys } = services.signIn;
  const page = async (request: Request, response: Response, told: Readonly<Record<string, unknown>>) => {
    const passkey = await passkeys.find(personIn(response).userId, idIn(request));
    show(services, request, response, 'account/passkeys/removal', {
      title: 'パスキーを削除しますか',
      passkey,
      ...told,
    });
  };
  return {
    show: (request, response) => page(request, response, {}),
    submit: async (request, response) => {
      try {
        const password = formField(request, 'password').slice(0, 256);
        await passkeys.remove(callerOf(request), personIn(response), idIn(request), password);
        response.redirect(303, '/account?done=passkey-removed');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
          ...refusal,
          field: refusal.field ?? 'password',
        }));
        await page(request, response, { refusals, errors: errorsOf(refusals) });
      }
    },
  };
}
