/** Ends the session; what it had opened is closed with it. */
import type { RequestHandler } from 'express';
import type { PageServices } from './page-services.ts';
import { callerOf } from './signed-in.ts';

export function signOutPage({ signIn }: PageServices): RequestHandler {
  return async (request, response) => {
    const cookies = await signIn.signOut(callerOf(request));
    response.append('Set-Cookie', cookies).redirect(303, '/sign-in');
  };
}
