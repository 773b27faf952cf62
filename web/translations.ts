/** Words in the reader's language. The Japanese text is the key, so a missing translation shows Japanese, never a code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { sentenceFinder } from './filled-sentences.ts';
import { englishFormat } from './formats.ts';

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

/** The text in this language; `{name}` in it is filled in from the values. */
export type Translate = (text: string, values?: Readonly<Record<string, unknown>>) => string;

const folder = join(import.meta.dirname, '../locales/en');

/** The English of every text: one file per area of the screens, read at start. Throws where two files differ on a text. */
export function englishTexts(): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const file of readdirSync(folder).sort()) {
    const texts = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
    for (const [text, english] of Object.entries(texts)) {
      if (Object.hasOwn(all, text) && all[text] !== english) throw new Error(`${file}: ${text} has two translations`);
      all[text] = english;
    }
  }
  return all;
}

/** A translator for each language. What a person wrote passes as it is, whatever signs are in it; days and amounts alone follow the language. */
export function createTranslators(): Record<Language, Translate> {
  const english = englishTexts();
  const find = sentenceFinder(english);
  const i18n = createInstance({
    lng: 'ja',
    fallbackLng: false,
    resources: { ja: { translation: {} }, en: { translation: english } },
    // The texts are sentences: nothing in them separates anything. Handlebars escapes what it shows.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
  void i18n.init();
  const translator = (language: Language): Translate => {
    const translate = i18n.getFixedT(language);
    return (text, values) => translate(text, { ...values, defaultValue: text, nest: false });
  };
  const toEnglish = translator('en');
  return {
    ja: translator('ja'),
    en: (text, values) => {
      if (values !== undefined && Object.keys(values).length > 0) return toEnglish(text, values);
      if (Object.hasOwn(english, text)) return toEnglish(text);
      const known = find(text);
      return known === null ? englishFormat(text) : toEnglish(known.pattern, known.values);
    },
  };
}
