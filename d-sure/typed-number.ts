/** A guarantee number as people type it from a letter: width, case, spaces and hyphens do not count (R-K1). */
import { normaliseGuaranteeNumber } from '../domain/guarantee-number.ts';

/** What all spellings of one number have in common. */
export function typedNumber(text: string): string {
  return normaliseGuaranteeNumber(text).replace(/-/g, '');
}
