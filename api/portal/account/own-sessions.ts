/** The open sessions of a person on a portal, as アカウント shows them. */
import { openSessions } from '../../../prisma/good-sessions.ts';
import { longestHours } from '../../sign-in/sign-in.ts';
import type { PortalPerson, PortalServices } from '../portal.ts';
import { type Device, deviceOf } from './device.ts';

export interface OwnSession {
  readonly id: string;
  /** The one that the page itself is shown in. */
  readonly isThis: boolean;
  readonly device: Device;
  readonly ipAddress: string | null;
  readonly usedAt: Date;
}

/** This one first, then the last used first. */
export async function ownSessions(
  { db, clock, portal }: PortalServices,
  { userId, sessionId }: Pick<PortalPerson, 'userId' | 'sessionId'>,
): Promise<readonly OwnSession[]> {
  return (await openSessions(db, userId, clock.now(), { portal, longestHours }))
    .map(({ id, ipAddress, userAgent, usedAt }) => ({
      id,
      isThis: id === sessionId,
      device: deviceOf(userAgent),
      ipAddress,
      usedAt,
    }))
    .sort((one, other) => Number(other.isThis) - Number(one.isThis));
}
