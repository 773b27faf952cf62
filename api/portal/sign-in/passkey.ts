/** Sign-in with a passkey: the question to the person's devices, and their answer. */
import type { RequestHandler } from 'express';
import { longestAnswer } from '../../../web/passkeys/sign-in.ts';
import { callerOf } from '../caller.ts';
import { orFormAgain } from '../form-again.ts';
import { formField } from '../forms.ts';
import type { PortalServices } from '../portal.ts';
import { showSignIn } from '../sign-in.ts';

export function passkeySignIn(services: PortalServices): { question: RequestHandler; submit: RequestHandler } {
  const { passkeys } = services.signIn;
  return {
    question: async (request, response) => {
      response.json(await passkeys.ask(callerOf(request)));
    },
    submit: (request, response) =>
      orFormAgain(
        response,
        'email',
        async () => {
          const answer = formField(request, 'answer').slice(0, longestAnswer);
          const { cookies } = await passkeys.signIn(callerOf(request), answer);
          response.append('Set-Cookie', cookies).redirect(303, '/');
        },
        ({ refusals }) => showSignIn(services, request, response, { refusals }),
      ),
  };
}
