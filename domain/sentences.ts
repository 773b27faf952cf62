/** Sentences whose values stand apart, for whatever language reads them. */
export interface Sentence {
  readonly text: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export function said(text: string, values: Sentence['values'] = {}): Sentence {
  return { text, values };
}

/** A sentence in Japanese, its values filled in. */
export function inJapanese({ text, values }: Sentence): string {
  return Object.entries(values).reduce((told, [name, value]) => told.replaceAll(`{${name}}`, String(value)), text);
}

/** A sentence in the translator's language. Values that are words of ours are translated too; a reason is somebody's own. */
export function inLanguage(
  translate: (text: string, values?: Readonly<Record<string, unknown>>) => string,
  { text, values }: Sentence,
): string {
  const spoken = Object.entries(values).map(([name, value]) => [
    name,
    name === 'reason' ? value : translate(String(value)),
  ]);
  return translate(text, Object.fromEntries(spoken));
}
