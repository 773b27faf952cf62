/** The reader's language, and what translates into it. */
import type { Request } from 'express';
import { languageOf } from '../../web/language.ts';
import type { Language, Translate } from '../../web/translations.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';

export interface Speech {
  readonly language: Language;
  readonly t: Translate;
}

export function speechOf({ pages }: Pick<DeskServices, 'pages'>, request: Request): Speech {
  const language = languageOf(request, languageCookie);
  return { language, t: pages.translate[language] };
}
