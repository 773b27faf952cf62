/** パスキーの登録: the name and the password first, then the press that lets the device make it. */
import type { Request, RequestHandler, Response } from 'express';
import { longestAnswer } from '../../../web/passkeys/sign-in.ts';
import { needsSecondFactor } from '../../person.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf, show } from '../show.ts';
import { callerOf, formField, personIn } from '../signed-in.ts';

const title = 'パスキーの登録';

export function newPasskey(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => show(services, request, response, 'account/passkeys/new', { title }),
    submit: async (request, response) => {
      const typed = { name: formField(request, 'name'), password: formField(request, 'password').slice(0, 256) };
      try {
        const options = await services.signIn.passkeys.begin(callerOf(request), personIn(response), typed);
        const name = typed.name.trim();
        show(services, request, response, 'account/passkeys/making', { title, name, options });
      } catch (error) {
        showAgain(services, request, response, error, typed.name);
      }
    },
  };
}

export function passkeys(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    /** The question stands in the answer to a form alone: whoever comes back begins again. */
    show: (_request, response) => response.redirect(303, '/account/passkeys/new'),
    submit: async (request, response) => {
      const person = personIn(response);
      try {
        await services.signIn.passkeys.add(person.userId, formField(request, 'answer').slice(0, longestAnswer));
        // From now on a second factor is asked: whoever else came in without one is out.
        if (needsSecondFactor(person)) await services.signIn.signOutElsewhere(person);
        response.redirect(303, '/account?done=passkey');
      } catch (error) {
        showAgain(services, request, response, error, '');
      }
    },
  };
}

/** The form, with what it is refused for beside its field. */
function showAgain(services: PageServices, request: Request, response: Response, error: unknown, name: string): void {
  const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
    ...refusal,
    field: refusal.field ?? 'name',
  }));
  show(services, request, response, 'account/passkeys/new', { title, name, refusals, errors: errorsOf(refusals) });
}
