/** Sign-in with a passkey: the question to the person's devices, and their answer. */
import type { RequestHandler } from 'express';
import { longestAnswer } from '../../../web/passkeys/sign-in.ts';
import type { PageServices } from '../page-services.ts';
import { refusalsOf } from '../show.ts';
import { showSignIn } from '../sign-in.ts';
import { callerOf, formField } from '../signed-in.ts';

export function passkeySignIn(services: PageServices): { question: RequestHandler; submit: RequestHandler } {
  return {
    question: async (request, response) => {
      response.json(await services.signIn.passkeys.ask(callerOf(request)));
    },
    submit: async (request, response) => {
      try {
        const answer = formField(request, 'answer').slice(0, longestAnswer);
        const { cookies } = await services.signIn.passkeys.signIn(callerOf(request), answer);
        response.append('Set-Cookie', cookies).redirect(303, '/certificates');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        showSignIn(services, request, response, { refusals });
      }
    },
  };
}
