/** The page that a mail leads to: a new password, or the first one, once. */
import type { Request, RequestHandler } from 'express';
import type { DeskServices } from './desk-services.ts';
import { orFormAgain } from './form-again.ts';
import { show } from './show.ts';
import { callerOf, formField } from './signed-in.ts';

export function newPassword(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
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
