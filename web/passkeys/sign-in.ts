/** Sign-in with a passkey: addresses of the library's own, so that its limits, origin checks and sessions hold. */
import { APIError, createAuthEndpoint, formCsrfMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { PasskeyAnswers } from './answers.ts';

/** Longer than any authenticator's answer. */
export const longestAnswer = 20_000;

/** The library's word for every "no" here: nobody is told whether the passkey, its person or the answer was wrong. */
const refused = () => APIError.from('UNAUTHORIZED', { code: 'PASSKEY_REFUSED', message: 'The passkey opens nothing.' });

export function passkeySignIn(answers: PasskeyAnswers) {
  return {
    id: 'passkey-sign-in',
    endpoints: {
      askForPasskey: createAuthEndpoint(
        '/passkey/question',
        { method: 'POST', use: [formCsrfMiddleware] },
        async (ctx) => ctx.json({ options: await answers.askForOne() }),
      ),
      signInWithPasskey: createAuthEndpoint(
        '/passkey/sign-in',
        { method: 'POST', body: z.object({ answer: z.string().max(longestAnswer) }), use: [formCsrfMiddleware] },
        async (ctx) => {
          const userId = await answers.ownerOf(ctx.body.answer);
          const user = userId === null ? null : await ctx.context.internalAdapter.findUserById(userId);
          if (user === null) throw refused();
          // As with a password that is not to be remembered: the session ends with the browser, or its idle time.
          const session = await ctx.context.internalAdapter.createSession(user.id, true);
          if (!session) throw refused();
          await setSessionCookie(ctx, { session, user }, true);
          return ctx.json({ userId: user.id, token: session.token });
        },
      ),
    },
  };
}
