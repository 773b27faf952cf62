/** The guarantee number (保証契約番号), such as 31074-00001M: series, counter and letter are register data (R-K1). */

/** What most numbers look like. Which ones are accepted is a setting; the parts mean nothing to us. Source: R-K1. */
export const usualGuaranteeNumberPattern = '^[0-9]{5}-[0-9]{5}[A-Z]$';

/** The number of the counter in its series: 31074-00001M. Throws a RangeError where the counter is out of its width. */
export function formatGuaranteeNumber(prefix: string, counter: number, suffix: string, width = 5): string {
  if (!Number.isSafeInteger(counter) || counter < 1) throw new RangeError('a counter is a whole number from 1');
  const digits = String(counter).padStart(width, '0');
  if (digits.length > width) throw new RangeError('the series is used up');
  return `${prefix}-${digits}${suffix}`;
}

/** The one spelling of a typed number: half-width, capital, plain hyphen, no spaces. Two numbers are the same where these are. */
export function normaliseGuaranteeNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\s/g, '')
    .replace(/[\u2010-\u2015\u2212\u30FC\u2500\uFE63]/g, '-');
}

/** The typed number in its one spelling, or null where it does not fit the pattern. */
export function readGuaranteeNumber(text: string, pattern = usualGuaranteeNumberPattern): string | null {
  const number = normaliseGuaranteeNumber(text);
  return new RegExp(pattern).test(number) ? number : null;
}
