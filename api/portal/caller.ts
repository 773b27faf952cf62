/** Whose browser asks, and whether a person or the page itself does. */
import type { Request } from 'express';
import type { Caller } from '../sign-in/sign-in.ts';

export function callerOf(request: Request): Caller {
  return { headers: request.headers, address: request.ip ?? '' };
}

/** Whether a page asks by itself, because an event told it to: its element says so in a header (hx-headers). */
export function isByItself(request: Request): boolean {
  return request.get('X-By-Itself') === 'true';
}
