/** GET /events: the event stream of one sign-in: which of the cases that the person sees changed. */
import type { RequestHandler } from 'express';
import { callerOf } from '../portal/caller.ts';
import { said } from '../portal/list-address.ts';
import { serveStream } from '../streams/serve-stream.ts';
import type { OperationsServices } from './operations-services.ts';
import { readerFor, staffOf } from './signed-in.ts';

/** 401 where nobody is signed in: a stream that was led to the sign-in page would take it for a stream, for ever. */
export function events(services: OperationsServices): RequestHandler {
  const { hub, keyRing, signIn } = services;
  return async (request, response) => {
    const session = await signIn.sessionOf(callerOf(request), true);
    const person = session === null ? null : await staffOf(services, session, request);
    if (person === null || !person.hasSecondFactor) return void response.status(401).end();
    const { sessionId } = person;
    const watching = { reader: readerFor(person, 'see-cases'), sessionId, place: said(request.query, 'place', 400) };
    await serveStream({ hub, keyRing }, request, response, watching);
  };
}
