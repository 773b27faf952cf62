/** Server-sent events on one response: named messages, a heartbeat, and no patience with a client that does not read. */
import type { ServerResponse } from 'node:http';

export interface ServerSent {
  /** A message with an id is one that the client goes on from; null: the one after it carries the id. */
  send(event: string, id: string | null, data: unknown): void;
  end(): void;
}

/** More unread bytes than this, and the client is too slow: it comes back and goes on from its last id. */
const mostUnreadBytes = 64 * 1024;
export const heartbeatMs = 15_000;

/**
 * The response is an event stream on return. `onClosed` hears once that it ended, whoever ended it; also where the client
 * had gone before it began.
 */
export function openServerSent(response: ServerResponse, onClosed: () => void, everyMs = heartbeatMs): ServerSent {
  if (response.destroyed) {
    queueMicrotask(onClosed);
    return { send: () => undefined, end: () => undefined };
  }
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that keep answers back until they are whole would keep this one for ever.
    'X-Accel-Buffering': 'no',
  });
  const write = (text: string) => {
    if (response.destroyed || response.writableEnded) return;
    response.write(text);
    if (response.writableLength > mostUnreadBytes) response.destroy();
  };
  const heartbeat = setInterval(() => write(':\n\n'), everyMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    onClosed();
  });
  write(':\n\n');
  return {
    send: (event, id, data) =>
      write(`event: ${event}\n${id === null ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`),
    end: () => response.end(),
  };
}
