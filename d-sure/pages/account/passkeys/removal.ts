/** Removing a passkey: a page that says what it means, and the press. */
import type { RequestHandler } from 'express';
import { idIn } from '../../administration/tabs.ts';
import type { PageServices } from '../../page-services.ts';
import { show } from '../../show.ts';
import { personIn } from '../../signed-in.ts';

export function passkeyRemoval(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const passkey = await services.signIn.passkeys.find(personIn(response).userId, idIn(request));
      const title = 'パスキーを削除しますか';
      show(services, request, response, 'account/passkeys/removal', { title, passkey });
    },
    submit: async (request, response) => {
      const { userId } = personIn(response);
      await services.signIn.passkeys.find(userId, idIn(request));
      await services.signIn.passkeys.remove(userId, idIn(request));
      response.redirect(303, '/account?done=passkey-removed');
    },
  };
}
