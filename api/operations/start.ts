/** The start page: how many cases stand at each stage, of those that the person sees. */
import type { RequestHandler } from 'express';
import { casesByStage } from '../../prisma/stage-counts.ts';
import { placeOf } from '../portal/place.ts';
import { show } from '../portal/show.ts';
import type { OperationsServices } from './operations-services.ts';
import { may, personIn, readerFor } from './signed-in.ts';
import { stageWords } from './stage-words.ts';

export function start(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const person = personIn(response);
    const seesCases = may(person, 'see-cases');
    const reader = readerFor(person, 'see-cases');
    const place = await placeOf(services, reader);
    const counts = seesCases ? await casesByStage(services.db, reader) : [];
    show(services, request, response, 'start', {
      title: '概況',
      place: seesCases ? place : null,
      seesCases,
      hasRole: person.grants.length > 0,
      stages: counts.map(({ stage, count }) => ({ ...stageWords[stage], count: count.toLocaleString('ja-JP') })),
    });
  };
}
