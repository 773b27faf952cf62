/** Pages for people who are signed in, and forms that come from those pages. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { needsSecondFactor, type Person } from '../person.ts';
import type { Caller } from '../sign-in.ts';
import type { PageServices } from './page-services.ts';

export function callerOf(request: Request): Caller {
  return { headers: request.headers, address: request.ip ?? '' };
}

/** Where somebody goes who still has to set up the second factor that the authority asks for. */
const withoutSecondFactor = /^\/(account\/(second-factor(\/confirmation)?|passkeys(\/new)?)|sign-out)$/;

/** Lets signed-in people through; others go to the sign-in page, and those without a second factor that they need to setting it up. */
export function signedIn({ signIn }: PageServices): RequestHandler {
  return async (request, response, next) => {
    const person = await signIn.personOf(callerOf(request));
    if (person === null) return response.redirect(303, '/sign-in');
    response.locals.person = person;
    if (needsSecondFactor(person) && !withoutSecondFactor.test(request.path))
      return response.redirect(303, '/account/second-factor');
    next();
  };
}

/** The person that `signedIn` let through. */
export function personIn(response: Response): Person {
  return response.locals.person as Person;
}

/** Lets only forms through that one of this session's own pages carried. Refuses: `form-must-be-from-this-page`. */
export function ownForm({ settings }: PageServices): RequestHandler {
  return (request, response, next) => {
    const sent = Buffer.from(formField(request, 'formToken'));
    const own = Buffer.from(formToken(settings.sessionSecret, personIn(response)));
    if (sent.length !== own.length || !timingSafeEqual(sent, own)) throw new Refusal('form-must-be-from-this-page');
    next();
  };
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

/** What a form of this session's own pages carries. */
export function formToken(secret: string, { sessionId }: Person): string {
  return createHmac('sha256', secret).update(`form/${sessionId}`).digest('base64url');
}
