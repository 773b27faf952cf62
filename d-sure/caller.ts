/** A browser's request, as far as sign-in looks at it, and as the library expects it. */
import type { IncomingHttpHeaders } from 'node:http';
import { addressHeader } from './library.ts';

export interface Caller {
  readonly headers: IncomingHttpHeaders;
  /** Of the browser, behind the proxies that the settings trust. */
  readonly address: string;
}

const passedOn = ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest', 'user-agent'];

/** The browser's form post as the request that better-auth expects, so that its checks see what the browser sent. */
export function requestFor(caller: Caller, origin: string, path: string, body: object): Request {
  const headers = headersFor(caller);
  headers.set('content-type', 'application/json');
  return new Request(new URL(`/auth${path}`, origin), { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The address is the connection's own, or what a trusted proxy says: a header of that name from outside is not passed on. */
export function headersFor({ headers, address }: Caller): Headers {
  const kept = new Headers({ [addressHeader]: address });
  for (const name of passedOn) {
    const value = headers[name];
    if (typeof value === 'string') kept.set(name, value);
  }
  return kept;
}
