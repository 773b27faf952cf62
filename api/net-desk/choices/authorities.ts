/** POST /choices/authorities: the authorities that the form's search finds, as a part of the form. */
import type { RequestHandler } from 'express';
import { authoritiesFor } from '../../../prisma/form-choices.ts';
import { languageOf } from '../../../web/language.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { typedIn } from '../drafts/typed.ts';

export function authorityChoices({ db, pages }: DeskServices): RequestHandler {
  return async (request, response) => {
    const typed = typedIn(request);
    const contract = { authorityId: { name: 'contract.authorityId', value: typed['contract.authorityId'] ?? '' } };
    const choices = { authorities: await authoritiesFor(db, typed) };
    const language = languageOf(request, languageCookie);
    response.type('html').send(pages.fragment('choices/authorities', language, { contract, choices }));
  };
}
