/** はじめてのログイン: the start code that the administrator handed over, and a password of one's own. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf, show } from '../show.ts';
import { callerOf, formField } from '../signed-in.ts';

export function startPage(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const title = 'パスワードを設定する';
  return {
    show: (request, response) => show(services, request, response, 'sign-in/start', { title }),
    submit: async (request, response) => {
      const email = formField(request, 'email').slice(0, 254);
      const password = formField(request, 'password').slice(0, 300);
      try {
        if (password !== formField(request, 'again').slice(0, 300))
          throw new Refusal('passwords-must-be-alike', { field: 'again' });
        const code = formField(request, 'code').slice(0, 64);
        await services.signIn.start(callerOf(request), { email, code, password });
        response.redirect(303, '/sign-in?password=set');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
          ...refusal,
          field: refusal.field ?? 'code',
        }));
        show(services, request, response, 'sign-in/start', { title, email, refusals, errors: errorsOf(refusals) });
      }
    },
  };
}
