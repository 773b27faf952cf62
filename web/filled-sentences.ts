/** A sentence whose values stand in it already: known again by its pattern, so that a reader of English is told it, too. */
import { englishFormat } from './formats.ts';

export interface KnownSentence {
  readonly pattern: string;
  readonly values: Readonly<Record<string, string>>;
}

/**
 * Finds the pattern that a Japanese sentence was filled into. Rules fill in their sentences where they know the values, and
 * rows keep them so: translating there would need the reader's language in the rules. Null where no pattern is like it.
 */
export function sentenceFinder(texts: Readonly<Record<string, string>>): (sentence: string) => KnownSentence | null {
  const patterns = Object.keys(texts)
    .filter((text) => /\{\w+\}/.test(text) && text.endsWith('。'))
    .sort((one, other) => wordsOf(other) - wordsOf(one)) // what says more in its own words is the more exact
    .map((pattern) => ({ pattern, read: readerOf(pattern) }));
  const spoken = (value: string) => (Object.hasOwn(texts, value) ? (texts[value] ?? value) : englishFormat(value));
  return (sentence) => {
    if (!sentence.endsWith('。')) return null;
    for (const { pattern, read } of patterns) {
      const groups = read.exec(sentence)?.groups;
      if (groups === undefined) continue;
      return {
        pattern,
        values: Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, spoken(value)])),
      };
    }
    return null;
  };
}

function wordsOf(pattern: string): number {
  return pattern.replace(/\{\w+\}/g, '').length;
}

/** A value is as short as it may be; the same name twice is the same value twice. */
function readerOf(pattern: string): RegExp {
  const seen = new Set<string>();
  const source = pattern.replace(/\{(\w+)\}|[\\^$.*+?()[\]{}|/-]/g, (found, name: string | undefined) => {
    if (name === undefined) return `\\${found}`;
    if (seen.has(name)) return `\\k<${name}>`;
    seen.add(name);
    return `(?<${name}>.+?)`;
  });
  return new RegExp(`^${source}$`, 'su');
}
