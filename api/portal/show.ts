/** Shows a page of a portal in its layout, in the person's language. */
import type { Request, Response } from 'express';
import { languageOf } from '../../web/language.ts';
import type { PageValues } from '../../web/pages.ts';
import type { PortalServices } from './portal.ts';

/** Answers with the page. What everybody sees is added here: the portal's name, the person, the ways, the language. */
export function show(
  { pages, settings, languageCookie, frame }: PortalServices,
  request: Request,
  response: Response,
  name: string,
  values: PageValues,
): void {
  const around = { portalName: settings.portalName, ...frame(request, response) };
  response.type('html').send(pages.page(name, languageOf(request, languageCookie), { ...around, ...values }));
}
