/** Sentences of mails and webhooks in English, beside the Japanese: no address of our own people says which language it reads. */
import { inLanguage, type Sentence } from '../domain/sentences.ts';
import { createTranslators } from '../web/translations.ts';

const { en } = createTranslators();

export function inEnglish(sentence: Sentence): string {
  return inLanguage(en, sentence);
}
