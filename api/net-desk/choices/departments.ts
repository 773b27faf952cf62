/** POST /choices/departments: the departments of the authority that is chosen, as a part of the form. */
import type { RequestHandler } from 'express';
import { departmentsFor } from '../../../prisma/form-choices.ts';
import { languageOf } from '../../../web/language.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { typedIn } from '../drafts/typed.ts';

export function departmentChoices({ db, pages }: DeskServices): RequestHandler {
  return async (request, response) => {
    const typed = typedIn(request);
    const contract = { departmentId: { name: 'contract.departmentId', value: typed['contract.departmentId'] ?? '' } };
    const choices = { departments: await departmentsFor(db, typed) };
    const language = languageOf(request, languageCookie);
    response.type('html').send(pages.fragment('choices/departments', language, { contract, choices }));
  };
}
