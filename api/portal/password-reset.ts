/** パスワードをお忘れの方: asks for a mail with a link. Whether the address is anybody's is told to nobody. */
import type { RequestHandler } from 'express';
import { isMailAddress } from '../../domain/fields.ts';
import { Refusal } from '../../domain/refusals.ts';
import { callerOf } from './caller.ts';
import { orFormAgain } from './form-again.ts';
import { formField } from './forms.ts';
import type { PortalServices } from './portal.ts';
import { show } from './show.ts';

interface PasswordResetPages {
  readonly show: RequestHandler;
  readonly submit: RequestHandler;
  readonly sent: RequestHandler;
}

export function passwordReset(services: PortalServices): PasswordResetPages {
  const title = 'パスワードの再設定';
  return {
    show: (request, response) => show(services, request, response, 'password-reset', { title }),
    submit: (request, response) => {
      const email = formField(request, 'email').trim();
      return orFormAgain(
        response,
        'email',
        async () => {
          if (!isMailAddress(email)) throw new Refusal('mail-address-must-be-valid');
          await services.signIn.passwords.askForLink(callerOf(request), email);
          response.redirect(303, '/password-reset/sent');
        },
        (told) => show(services, request, response, 'password-reset', { title, email, ...told }),
      );
    },
    sent: (request, response) => show(services, request, response, 'password-reset/sent', { title }),
  };
}
