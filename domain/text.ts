/** Text as people type it: what is understood as the same, and what no field may hold. Names are stored exactly as given. */

export const maxTextLength = 200;
export const maxMessageLength = 1000;

/** The text with full-width letters and digits half-width, half-width kana full-width, and runs of spaces as one. */
export function normaliseWidth(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim();
}

/** What two spellings have in common: width, case, spaces and hiragana or katakana do not count. */
export function kanaKey(text: string): string {
  return normaliseWidth(text)
    .replace(/\s/g, '')
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .toUpperCase();
}

/** What two spellings of one bank and branch have in common: 株式会社 does not count either. Source: R-F0b. */
export function bankSearchKey(name: string): string {
  return kanaKey(normaliseWidth(name).replace(/株式会社|\(株\)/g, ''));
}

export type TextProblem = 'blank' | 'too-long' | 'unprintable';

/**
 * What is wrong with a text that a person typed, or null. Unprintable are control characters, lone surrogates,
 * noncharacters and the marks that turn the reading direction, for on a certificate they could show another name
 * than the one stored. A message may have line breaks and tabs.
 */
export function textProblem(
  text: string,
  { maxLength, lines }: { maxLength: number; lines: boolean },
): TextProblem | null {
  if (text.trim() === '') return 'blank';
  const shown = lines ? text.replace(/[\r\n\t]/g, ' ') : text;
  if (!shown.isWellFormed() || unprintable.test(shown)) return 'unprintable';
  return isLonger(text, maxLength) ? 'too-long' : null;
}

const unprintable =
  /[\p{Cc}\p{Noncharacter_Code_Point}\u061C\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;

/** Characters as a person counts them; each may be of a few code points (𠮷 with a variation selector), not of hundreds. */
function isLonger(text: string, maxLength: number): boolean {
  const codePoints = [...text].length;
  if (codePoints <= maxLength) return false;
  return codePoints > maxLength * 4 || [...new Intl.Segmenter('ja').segment(text)].length > maxLength;
}
