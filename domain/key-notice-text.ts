/** The guarantee number and the key as they stand on a key notice, whichever surety company wrote it. Source: R-K8, R-K10. */
import { isKey, keyLength } from './authentication-key.ts';

export interface NumberAndKey {
  readonly number: string;
  readonly key: string;
}

/** What the notice's text says behind 保証契約番号 and 認証キー; null where one of the two does not stand there. */
export function numberAndKeyIn(text: string): NumberAndKey | null {
  const spaced = text.normalize('NFKC');
  // A program may have set each character by itself: then only the text without its spaces says what a reader sees.
  return pairIn(spaced) ?? pairIn(spaced.replace(/\s/g, ''));
}

/** What the 2D code says: the number, a space, the key. Source: R-K15. */
export function numberAndKeyInCode(code: string): NumberAndKey | null {
  const [number = '', ...rest] = code.normalize('NFKC').trim().split(/\s+/);
  const key = rest.join('');
  return numberForm.test(number) && isKey(key) ? { number, key } : null;
}

const numberForm = /^[0-9A-Z](?:[0-9A-Z-]{0,30}[0-9A-Z])$/;
const numberBehindLabel = /保証契約番号[\s:]*([0-9A-Z](?:[0-9A-Z-]{0,30}[0-9A-Z]))(?![0-9A-Za-z-])/;
const keyBehindLabel = new RegExp(`認証キー[\\s:]*((?:[0-9A-Za-z][ \\t\\n-]*){${keyLength}})(?![0-9A-Za-z])`);

function pairIn(text: string): NumberAndKey | null {
  const number = numberBehindLabel.exec(text)?.[1];
  const key = keyBehindLabel.exec(text)?.[1]?.replace(/[\s-]/g, '');
  return number === undefined || key === undefined ? null : { number, key };
}
