/** Which passwords are taken: long ones that nobody would guess first. The list of common ones is an argument. */
import { type FieldRefusal, refuse } from './refusals.ts';

/** Characters of a password. */
export const shortestPassword = 12;
export const longestPassword = 256;

/** What one knows of a person, and would try: name, company, parts of the e-mail address. */
export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
  readonly company: string;
}

/**
 * Why this password is not taken, or null. `isCommon` knows the passwords that leaked most often, in small letters.
 *
 * Refuses: `password-must-be-long-enough`, `password-must-not-be-common`, `password-must-not-be-personal`.
 */
export function passwordRefusal(
  password: string,
  owner: PasswordOwner,
  isCommon: (word: string) => boolean,
  field: string,
): FieldRefusal | null {
  const word = password.normalize('NFKC').toLowerCase();
  if ([...password].length < shortestPassword) return refuse('password-must-be-long-enough', field);
  if (isGuessed(word, isCommon) || isGuessed(plain(word), isCommon))
    return refuse('password-must-not-be-common', field);
  if (isPersonal(word, owner)) return refuse('password-must-not-be-personal', field);
  return null;
}

/** A common one, also said twice, lengthened by a few characters, or put together from two; a run on the keyboard. */
function isGuessed(word: string, isCommon: (word: string) => boolean): boolean {
  if (isCommon(word) || new Set(word).size < 5 || isRun(word)) return true;
  const unit = unitOf(word);
  if (unit.length < word.length && (unit.length < 8 || isCommon(unit))) return true;
  return restBesideTwo(word, isCommon) < 5;
}

/** Each character follows the one before it: 123456789012, abcdefghijkl. */
function isRun(word: string): boolean {
  const steps = [...word].slice(1).map((character, at) => character.charCodeAt(0) - word.charCodeAt(at));
  return steps.every((step) => Math.abs(step) <= 1 || Math.abs(step) === 9);
}

/** The shortest text that makes the word when it is repeated. */
function unitOf(word: string): string {
  for (let length = 1; length <= word.length / 2; length++) {
    const unit = word.slice(0, length);
    if (unit.repeat(Math.ceil(word.length / length)).startsWith(word)) return unit;
  }
  return word;
}

/** How many characters are left when the two longest common words in it are gone. */
function restBesideTwo(word: string, isCommon: (word: string) => boolean): number {
  let rest = word;
  for (let n = 0; n < 2; n++) {
    const found = longestCommonIn(rest, isCommon);
    if (found !== null) rest = rest.replace(found, ' ');
  }
  return rest.replace(/[\s\d!?.#*_-]/g, '').length;
}

function longestCommonIn(word: string, isCommon: (word: string) => boolean): string | null {
  for (let length = word.length; length >= 4; length--) {
    for (let at = 0; at + length <= word.length; at++) {
      const part = word.slice(at, at + length);
      if (isCommon(part)) return part;
    }
  }
  return null;
}

const spelled: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '0': 'o',
  '5': 's',
  $: 's',
};

/** p@ssw0rd: password. */
function plain(word: string): string {
  return word.replace(/[@43105$]/g, (character) => spelled[character] ?? character);
}

/** Whether little is left of it without what one knows of the person. */
function isPersonal(word: string, { name, email, company }: PasswordOwner): boolean {
  const known = `${name} ${company} ${email}`.normalize('NFKC').toLowerCase();
  const parts = known.split(/[\s@.＿_-]+/).filter((part) => [...part].length >= 4 || /[^\x20-\x7e]{2}/.test(part));
  const rest = parts.reduce((left, part) => left.replaceAll(part, ''), word);
  return rest.length < word.length && rest.replace(/[\s@.\d!?#*_-]/g, '').length < 8;
}
