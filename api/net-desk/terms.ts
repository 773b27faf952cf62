/** 利用規約: accepted before anything else is possible; a new version asks again. Signing out needs no acceptance. */
import type { RequestHandler } from 'express';
import { acceptTerms, termsToAccept } from '../../prisma/terms.ts';
import { languageOf } from '../../web/language.ts';
import { formField } from '../portal/forms.ts';
import { show } from '../portal/show.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';
import { personIn } from './signed-in.ts';

export function terms(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: async (request, response) => {
      const open = await termsToAccept(db, personIn(response).userId, clock.now());
      if (open === null) return response.redirect(303, '/');
      const { version, validFrom, text, textEnglish } = open;
      const parts = partsOf(languageOf(request, languageCookie) === 'ja' ? text : textEnglish);
      show(services, request, response, 'terms', { title: '利用規約', version, validFrom, parts, ways: null });
    },
    submit: async (request, response) => {
      const version = formField(request, 'version').slice(0, 40);
      await acceptTerms(db, personIn(response).userId, version, clock.now());
      response.redirect(303, '/');
    },
  };
}

/** Paragraphs and headings, as the register has them. */
function partsOf(text: string) {
  return text
    .split(/\n\s*\n/)
    .map((part) => (part.startsWith('# ') ? { heading: part.slice(2) } : { paragraph: part.trim() }));
}
