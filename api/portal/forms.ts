/** Forms of people who are signed in: each carries a token of its own session, so that no other page can send it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { type PortalServices, portalPersonIn } from './portal.ts';

type OfSession = { readonly sessionId: string };

/** Lets only forms through that one of this session's own pages carried. Refuses: `form-must-be-from-this-page`. */
export function ownForm({ settings }: Pick<PortalServices, 'settings'>): RequestHandler {
  return (request, response, next) => {
    if (!isOwnToken(settings.sessionSecret, portalPersonIn(response), formField(request, 'formToken'))) {
      throw new Refusal('form-must-be-from-this-page');
    }
    next();
  };
}

/** Whether a form carried the token of this session's pages. */
export function isOwnToken(secret: string, person: OfSession, token: string): boolean {
  const sent = Buffer.from(token);
  const own = Buffer.from(formToken(secret, person));
  return sent.length === own.length && timingSafeEqual(sent, own);
}

/** What a page's forms carry in `formToken`: of this session alone. */
export function formToken(secret: string, { sessionId }: OfSession): string {
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
