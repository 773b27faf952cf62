/** Words in the reader's language. The Japanese text is the key, so a missing translation shows Japanese, never a code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';

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

/** A translator for each language. */
export function createTranslators(): Record<Language, Translate> {
  const i18n = createInstance({
    lng: 'ja',
    fallbackLng: false,
    resources: { ja: { translation: {} }, en: { translation: englishTexts() } },
    // The texts are sentences: nothing in them separates anything. Handlebars escapes what it shows.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { prefix: '{', suffix: '}', escapeValue: false },
  });
  void i18n.init();
  const translator = (language: Language): Translate => {
    const translate = i18n.getFixedT(language);
    return (text, values) => translate(text, { ...values, defaultValue: text });
  };
  return { ja: translator('ja'), en: translator('en') };
}
