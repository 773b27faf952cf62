/** The code with which a person sets the first password: read from paper and typed, so without letters that look alike. */
import { randomInt } from 'node:crypto';

const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const groups = 4;

/** How long one is good. */
export const startCodeDays = 7;

/** Eighty bits by the system's own chance, in groups of four: A2B3-C4D5-E6F7-G8H9. */
export function newStartCode(): string {
  const letters = Array.from({ length: groups * 4 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** What all spellings of one code have in common: width, case, spaces and hyphens do not count. */
export function plainCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}ー]/gu, '');
  return /^[0-9A-Z]{16}$/.test(plain) ? plain : '';
}
