/** The page that a mail leads to: a new password, or the first one, once. */
import type { Request, RequestHandler } from 'express';
import { callerOf } from './caller.ts';
import { orFormAgain } from './form-again.ts';
import { formField } from './forms.ts';
import type { PortalServices } from './portal.ts';
import { show } from './show.ts';

export function newPassword(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const { passwords } = services.signIn;
  const title = '新しいパスワードの設定';
  return {
    show: async (request, response) => {
      const token = tokenIn(request);
      const { email } = await passwords.ownerOfLink(token);
      show(services, request, response, 'new-password', { title, token, email });
    },
    submit: async (request, response) => {
      const token = tokenIn(request);
      const { email } = await passwords.ownerOfLink(token);
      const typed = { password: formField(request, 'password'), again: formField(request, 'again') };
      return orFormAgain(
        response,
        'password',
        async () => {
          await passwords.setByLink(callerOf(request), token, typed);
          response.redirect(303, '/sign-in?done=password');
        },
        (told) => show(services, request, response, 'new-password', { title, token, email, ...told }),
      );
    },
  };
}

function tokenIn({ params }: Request): string {
  return String(params.token).slice(0, 100);
}
