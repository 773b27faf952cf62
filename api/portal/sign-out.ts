/** Ends this session, or all sessions of the person. */
import type { RequestHandler } from 'express';
import { callerOf } from './caller.ts';
import { type PortalServices, portalPersonIn } from './portal.ts';

export function signOut({ signIn }: PortalServices): RequestHandler {
  return async (request, response) => {
    const cookies = await signIn.signOut(callerOf(request));
    response.append('Set-Cookie', cookies).redirect(303, '/sign-in');
  };
}

export function signOutEverywhere({ signIn }: PortalServices): RequestHandler {
  return async (request, response) => {
    const cookies = await signIn.signOut(callerOf(request));
    await signIn.signOutEverywhere(portalPersonIn(response).userId);
    response.append('Set-Cookie', cookies).redirect(303, '/sign-in');
  };
}
