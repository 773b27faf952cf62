/** Ends this session, or all sessions of the person. */
import type { RequestHandler } from 'express';
import type { DeskServices } from './desk-services.ts';
import { callerOf, personIn } from './signed-in.ts';

export function signOut({ signIn }: DeskServices): RequestHandler {
  return async (request, response) => {
    const cookies = await signIn.signOut(callerOf(request));
    response.append('Set-Cookie', cookies).redirect(303, '/sign-in');
  };
}

export function signOutEverywhere({ signIn }: DeskServices): RequestHandler {
  return async (request, response) => {
    const cookies = await signIn.signOut(callerOf(request));
    await signIn.signOutEverywhere(personIn(response).userId);
    response.append('Set-Cookie', cookies).redirect(303, '/sign-in');
  };
}
