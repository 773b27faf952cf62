/** Pages for people of contractors who are signed in. */
import type { RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { mayAct, mayAdminister, rightNames } from '../../domain/rights.ts';
import { issuanceStop } from '../../prisma/circuit-views.ts';
import { findDeskPerson, type DeskPerson as Person } from '../../prisma/desk-people.ts';
import { termsToAccept } from '../../prisma/terms.ts';
import { callerOf, isByItself } from '../portal/caller.ts';
import type { PortalPerson } from '../portal/portal.ts';
import type { DeskServices } from './desk-services.ts';

export type DeskPerson = Person & PortalPerson;

/** Lets signed-in people through who accepted the terms of use; others go to the page for that. */
export function signedIn(services: DeskServices): RequestHandler {
  const known = signedInBeforeTerms(services);
  return (request, response, next) =>
    known(request, response, async (error?: unknown) => {
      if (error !== undefined) return next(error);
      try {
        const { db, clock } = services;
        const [terms, stop] = await Promise.all([
          termsToAccept(db, personIn(response).userId, clock.now()),
          issuanceStop(db),
        ]);
        if (terms !== null) return response.redirect(303, '/terms');
        response.locals.issuanceStop = stop;
        next();
      } catch (failure) {
        next(failure);
      }
    });
}

/** Lets all signed-in people through, for the terms themselves and for signing out; others go to the sign-in page. */
export function signedInBeforeTerms({ signIn, db }: DeskServices): RequestHandler {
  return async (request, response, next) => {
    const session = await signIn.sessionOf(callerOf(request), isByItself(request));
    const found = session === null ? null : await findDeskPerson(db, session.userId);
    if (session === null || found === null) return response.redirect(303, '/sign-in');
    const person: DeskPerson = {
      ...found,
      sessionId: session.sessionId,
      companyName: found.contractorName,
      rightNames: [rightNames[found.right]],
      by: { userId: found.userId, roles: [`contractor-${found.right}`], address: request.ip ?? null },
    };
    response.locals.person = person;
    next();
  };
}

/** The person that `signedIn` let through. */
export function personIn(response: Response): DeskPerson {
  return response.locals.person as DeskPerson;
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
