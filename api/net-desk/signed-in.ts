/** Pages for people who are signed in, and forms that come from those pages. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { ActedBy } from '../../domain/audit.ts';
import { Refusal } from '../../domain/refusals.ts';
import { mayAct, mayAdminister } from '../../domain/rights.ts';
import { findDeskPerson, type DeskPerson as Person } from '../../prisma/desk-people.ts';
import { termsToAccept } from '../../prisma/terms.ts';
import type { Caller } from '../sign-in/sign-in.ts';
import type { DeskServices } from './desk-services.ts';

export interface DeskPerson extends Person {
  readonly sessionId: string;
  /** As the audit log names who acts. */
  readonly by: ActedBy;
}

export function callerOf(request: Request): Caller {
  return { headers: request.headers, address: request.ip ?? '' };
}

/** Lets signed-in people through who accepted the terms of use; others go to the page for that. */
export function signedIn(services: DeskServices): RequestHandler {
  const known = signedInBeforeTerms(services);
  return (request, response, next) =>
    known(request, response, async (error?: unknown) => {
      if (error !== undefined) return next(error);
      const { userId } = personIn(response);
      const open = await termsToAccept(services.db, userId, services.clock.now()).catch(next);
      if (open === null) next();
      else if (open !== undefined) response.redirect(303, '/terms');
    });
}

/** Lets all signed-in people through, for the terms themselves and for signing out; others go to the sign-in page. */
export function signedInBeforeTerms({ signIn, db }: DeskServices): RequestHandler {
  return async (request, response, next) => {
    const session = await signIn.sessionOf(callerOf(request), isByItself(request));
    const person = session === null ? null : await findDeskPerson(db, session.userId);
    if (session === null || person === null) return response.redirect(303, '/sign-in');
    const by = { userId: person.userId, roles: [`contractor-${person.right}`], address: request.ip ?? null };
    response.locals.person = { ...person, sessionId: session.sessionId, by } satisfies DeskPerson;
    next();
  };
}

/** Whether a page asks by itself, because an event told it to: its element says so in a header (hx-headers). */
export function isByItself(request: Request): boolean {
  return request.get('X-By-Itself') === 'true';
}

/** The person that `signedIn` let through. */
export function personIn(response: Response): DeskPerson {
  return response.locals.person as DeskPerson;
}

/** Lets only forms through that one of this session's own pages carried. Refuses: `form-must-be-from-this-page`. */
export function ownForm({ settings }: DeskServices): RequestHandler {
  return (request, response, next) => {
    if (!isOwnToken(settings.sessionSecret, personIn(response), formField(request, 'formToken'))) {
      throw new Refusal('form-must-be-from-this-page');
    }
    next();
  };
}

/** Whether a form carried the token of this session's pages. */
export function isOwnToken(secret: string, person: DeskPerson, token: string): boolean {
  const sent = Buffer.from(token);
  const own = Buffer.from(formToken(secret, person));
  return sent.length === own.length && timingSafeEqual(sent, own);
}

/** Readers look, and press nothing. Refuses: `role-must-allow-this`. */
export const actors: RequestHandler = (_request, response, next) => {
  if (!mayAct(personIn(response).right)) throw new Refusal('role-must-allow-this');
  next();
};

/** Refuses: `role-must-allow-this`. */
export const administrators: RequestHandler = (_request, response, next) => {
  if (!mayAdminister(personIn(response).right)) throw new Refusal('role-must-allow-this');
  next();
};

/** What a page's forms carry in `formToken`: of this session alone. */
export function formToken(secret: string, { sessionId }: DeskPerson): string {
  return createHmac('sha256', secret).update(`form/${sessionId}`).digest('base64url');
}

/** A field of the form; empty where it is missing or sent twice. */
export function formField(request: Request, name: string): string {
  const body: unknown = request.body;
  const value =
    typeof body === 'object' && body !== null && Object.hasOwn(body, name)
      ? (body as Record<string, unknown>)[name]
      : '';
  return typeof value === 'string' ? value : '';
}
