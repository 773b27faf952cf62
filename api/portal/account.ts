/** アカウント: who I am here, and how my sign-in is kept. */
import type { RequestHandler } from 'express';
import { ownSessions } from './account/own-sessions.ts';
import { type PortalServices, portalPersonIn } from './portal.ts';
import { show } from './show.ts';

export function account(services: PortalServices): RequestHandler {
  const { passkeys } = services.signIn;
  return async (request, response) => {
    const { userId, sessionId, email, hasSecondFactor, rightNames, name, companyName } = portalPersonIn(response);
    show(services, request, response, 'account', {
      title: 'アカウント',
      own: { email, name, companyName, rightNames },
      passwordChanged: request.query.done === 'password',
      hasSecondFactor,
      passkeysArePossible: passkeys.arePossible,
      passkeys: await passkeys.list(userId),
      passkeyAdded: request.query.done === 'passkey',
      passkeyRemoved: request.query.done === 'passkey-removed',
      sessionEnded: request.query.done === 'session',
      sessions: await ownSessions(services, { userId, sessionId }),
    });
  };
}
