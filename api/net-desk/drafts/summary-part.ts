/** POST /drafts/:id/summary: the running summary of what is typed now, as a part of the page. Nothing is saved. */
import type { RequestHandler } from 'express';
import { readDraft } from '../../../prisma/drafts.ts';
import { languageOf } from '../../../web/language.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { draftIdIn } from './draft.ts';
import { summaryOf } from './summary.ts';
import { typedIn } from './typed.ts';

/** Refuses: `draft-must-exist`. */
export function draftSummary(services: DeskServices): RequestHandler {
  return async (request, response) => {
    await readDraft(services.db, personIn(response).reader, draftIdIn(request));
    const summary = await summaryOf(services, typedIn(request));
    const language = languageOf(request, languageCookie);
    response.type('html').send(services.pages.fragment('drafts/summary', language, { summary }));
  };
}
