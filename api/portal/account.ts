/** アカウント: who I am here, and how my sign-in is kept. */
import type { RequestHandler } from 'express';
import { openSessions } from '../../prisma/good-sessions.ts';
import { longestHours } from '../sign-in/sign-in.ts';
import { deviceOf } from './account/device.ts';
import { type PortalServices, portalPersonIn } from './portal.ts';
import { show } from './show.ts';

/** The open sessions of the person here, this one first. */
async function ownSessions({ db, clock, portal }: PortalServices, person: { userId: string; sessionId: string }) {
  const limits = { portal, longestHours };
  return (await openSessions(db, person.userId, clock.now(), limits))
    .map(({ id, ipAddress, userAgent, usedAt }) => ({
      id,
      isThis: id === person.sessionId,
      device: deviceOf(userAgent),
      ipAddress,
      usedAt,
    }))
    .sort((one, other) => Number(other.isThis) - Number(one.isThis));
}

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
      sessions: await ownSessions(services, { userId, sessionId }),
    });
  };
}
