/** Removing a passkey: a page that says what it means, and the press. */
import type { Request, RequestHandler } from 'express';
import { type PortalServices, portalPersonIn } from '../../portal.ts';
import { showAccountPage } from '../account-page.ts';

export function passkeyRemoval(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const { passkeys } = services.signIn;
  return {
    show: async (request, response) => {
      const passkey = await passkeys.find(portalPersonIn(response).userId, idIn(request));
      const title = 'パスキーを削除しますか';
      showAccountPage(services, request, response, 'passkeys/removal', { title, passkey });
    },
    submit: async (request, response) => {
      const { userId } = portalPersonIn(response);
      await passkeys.find(userId, idIn(request));
      await passkeys.remove(userId, idIn(request));
      response.redirect(303, '/account?done=passkey-removed');
    },
  };
}

function idIn({ params }: Request): string {
  return String(params.id);
}
