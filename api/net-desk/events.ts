/** GET /events: the event stream of one sign-in: which of its contractor's guarantees changed. */
import type { RequestHandler } from 'express';
import { findDeskPerson } from '../../prisma/desk-people.ts';
import { termsToAccept } from '../../prisma/terms.ts';
import { callerOf } from '../portal/caller.ts';
import { said } from '../portal/list-address.ts';
import { serveStream } from '../streams/serve-stream.ts';
import type { DeskServices } from './desk-services.ts';

/** 401 where nobody is signed in: a stream that was led to the sign-in page would take it for a stream, for ever. */
export function events({ db, clock, hub, keyRing, signIn }: DeskServices): RequestHandler {
  return async (request, response) => {
    const session = await signIn.sessionOf(callerOf(request), true);
    const person = session === null ? null : await findDeskPerson(db, session.userId);
    const open = person === null ? null : await termsToAccept(db, person.userId, clock.now());
    if (session === null || person === null || open !== null) return void response.status(401).end();
    const watching = { reader: person.reader, sessionId: session.sessionId, place: said(request.query, 'place', 400) };
    await serveStream({ hub, keyRing }, request, response, watching);
  };
}
