/** The event streams of a portal in this process: one listening connection, and a look at the sign-ins now and then. */
import type { Logger } from 'pino';
import type { Database } from '../../prisma/database.ts';
import { goodSessions } from '../../prisma/good-sessions.ts';
import { listenForSealed } from '../../prisma/sealed-listener.ts';
import type { Clock } from '../../services/clock.ts';
import { loggable } from '../failures.ts';
import { longestHours } from '../sign-in/sign-in.ts';
import { createEventHub, type EventHub } from './hub.ts';

export interface OpenStreams {
  readonly hub: EventHub;
  close(): Promise<void>;
}

interface StreamNeighbours {
  readonly db: Database;
  /** A connection of its own is made to it. */
  readonly databaseUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a stream may outlive its sign-in where nothing happens. */
const lookEveryMs = 10_000;

/** The hub of this portal, awake on return as soon as its listener is connected. */
export function openStreams(
  { db, databaseUrl, clock, logger }: StreamNeighbours,
  portal: 'net-desk' | 'operations',
): OpenStreams {
  const failed = (error: unknown) => logger.warn(loggable(error), 'event streams could not be told');
  const hub = createEventHub({
    db,
    goodSessions: (ids) => goodSessions(db, ids, clock.now(), { portal, longestHours }),
    onFailure: failed,
  });
  const listener = listenForSealed(databaseUrl, hub.wake, failed);
  const looking = setInterval(() => hub.endStrangers().catch(failed), lookEveryMs);
  return {
    hub,
    close: async () => {
      clearInterval(looking);
      hub.close();
      await listener.close();
    },
  };
}
