/** One event stream: goes on from where the client was, lives as long as its sign-in, and tells which guarantee changed. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reader } from '../../domain/scopes.ts';
import type { KeyRing } from '../../services/key-ring.ts';
import type { EventHub, Watcher } from './hub.ts';
import { openPlace, sealPlace } from './place.ts';
import { openServerSent } from './server-sent.ts';

export interface StreamServices {
  readonly hub: EventHub;
  readonly keyRing: KeyRing;
}

/** Who watches, by which sign-in, and the place that the page was read at. */
export interface Watching {
  readonly reader: Reader;
  readonly sessionId: string;
  /** Empty: from now on. */
  readonly place: string;
}

/** As many windows as one person looks at; a browser has no more connections for them anyway. */
export const mostStreamsOfASession = 6;
export const mostStreams = 2000;

/**
 * The stream is open on return, or answered 429 (too many of this sign-in) or 503 (too many of all). Each message names
 * a guarantee and its stage and nothing more: the page then fetches what it shows. `Last-Event-ID` goes before the
 * page's own place; a place that is none of ours lets the page read itself anew.
 */
export async function serveStream(
  { hub, keyRing }: StreamServices,
  request: IncomingMessage,
  response: ServerResponse,
  { reader, sessionId, place }: Watching,
): Promise<void> {
  if (hub.countOf(sessionId) >= mostStreamsOfASession) return refuse(response, 429);
  if (hub.size >= mostStreams) return refuse(response, 503);
  const owner = reader.contractorId ?? 'staff';
  const said = [request.headers['last-event-id']].flat()[0] ?? place;
  let leave = () => {};
  const stream = openServerSent(response, () => leave());
  const watcher: Watcher = {
    reader,
    sessionId,
    tell: ({ guaranteeId, stage, position }) => {
      const change = { guaranteeId, stage };
      stream.send('guarantee-changed', null, change);
      stream.send(`guarantee-${guaranteeId}`, sealPlace(keyRing, owner, position), change);
    },
    tellToReadAnew: (position) => {
      stream.send('guarantee-changed', null, {});
      stream.send('read-anew', sealPlace(keyRing, owner, position), {});
    },
    end: (isOver) => {
      if (isOver) stream.send('session-ended', null, {});
      stream.end();
    },
  };
  // A place that cannot be read counts as one before everything: too far behind to be told one by one.
  leave = await hub.join(watcher, said === '' ? null : (openPlace(keyRing, owner, said) ?? -1n));
  if (response.destroyed) leave();
}

function refuse(response: ServerResponse, status: 429 | 503): void {
  response.writeHead(status, { 'Retry-After': '30', 'Cache-Control': 'no-store' }).end();
}
