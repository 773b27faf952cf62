/** An authentication key as somebody typed it from a print or a fax: what is understood, and what may have been misread. */
import { isKey, keyLength } from './authentication-key.ts';

/** What people put between the characters of a key, half-width: spaces, hyphens and what looks like one. */
const between = /[\s\u200B-\u200D\uFEFF\-\u2010-\u2015\u2212\u30FC\u2500・]/g;

/** The typed key without spaces and hyphens, half-width. Case stays: it matters. Source: R-K2, R-K4. */
export function normaliseTypedKey(typed: string): string {
  return typed.normalize('NFKC').replace(between, '');
}

/**
 * What in a text would be taken for a key if it was typed as one: twelve letters and digits, together or in groups, with
 * whatever the field of the key forgives between them. Each once; for each character of the text at most one.
 */
export function keysIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC');
  const groups = [...plain.matchAll(/[0-9A-Za-z]+/g)];
  return [...new Set(groups.flatMap((_, from) => keyFrom(plain, groups.slice(from, from + keyLength))))];
}

/** The groups are joined while nothing else stands between them and they are no more than a key. */
function keyFrom(text: string, groups: readonly RegExpExecArray[]): string[] {
  let [joined, end] = ['', groups[0]?.index ?? 0];
  for (const { index, 0: group } of groups) {
    if (text.slice(end, index).replace(between, '') !== '') break;
    joined += group;
    end = index + group.length;
    if (joined.length >= keyLength) break;
  }
  return isKey(joined) ? [joined] : [];
}

export const keyHintNames = ['other-script', 'too-short', 'too-long', 'look-alike', 'one-case'] as const;
export type KeyHintName = (typeof keyHintNames)[number];

/** A hint for the person who typed. It is made from the typed text alone, so it says nothing about any real key. */
export interface KeyHint {
  readonly name: KeyHintName;
  /** Its sentences in Japanese; `{name}` in them stands for a value. A screen in another language translates each. */
  readonly sentences: readonly string[];
  readonly values: Readonly<Record<string, number>>;
}

/** What may be wrong with a typed key, the surest first, or null. Source: R-K4. */
export function keyHint(typed: string): KeyHint | null {
  const key = normaliseTypedKey(typed);
  if (/[^0-9A-Za-z]/.test(key))
    return hint('other-script', ['認証キーは英字と数字だけです。かなや記号が入っていないかご確認ください。']);
  if (key.length !== keyLength) {
    const sentence = '認証キーは{needed}文字です。いま{typed}文字入力されています。';
    return hint(key.length < keyLength ? 'too-short' : 'too-long', [sentence], {
      needed: keyLength,
      typed: key.length,
    });
  }
  const lookAlikes = [...new Set(key.match(/[0O1lI]/g) ?? [])];
  if (lookAlikes.length > 0) {
    const each = lookAlikes.map((character) => lookAlikeSentences[character] ?? '');
    return hint('look-alike', ['見まちがえやすい文字があります。', ...each]);
  }
  if (key === key.toUpperCase() || key === key.toLowerCase()) {
    return hint('one-case', ['大文字と小文字を区別します。両方が入っているかご確認ください。']);
  }
  return null;
}

function hint(name: KeyHintName, sentences: readonly string[], values: KeyHint['values'] = {}): KeyHint {
  return { name, sentences, values };
}

const lookAlikeSentences: Record<string, string> = {
  '0': '数字の0は使われません。小文字のo（オー）ではありませんか。',
  O: '大文字のO（オー）は使われません。小文字のoではありませんか。',
  '1': '数字の1は使われません。小文字のi（アイ）やj（ジェー）、数字の7ではありませんか。',
  l: '小文字のl（エル）は使われません。小文字のi（アイ）や大文字のL（エル）ではありませんか。',
  I: '大文字のI（アイ）は使われません。小文字のiや大文字のL（エル）ではありませんか。',
};
