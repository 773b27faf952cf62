/** Whole yen: a branded number in code, BigInt in the tables. Up to 999,999,999,999. */

export type Yen = number & { readonly __unit: 'yen' };

export const maxYen = 999_999_999_999;

/** The number as yen. Throws a RangeError where it is not whole or out of bounds: a programmer's error, not a person's. */
export function yen(amount: number | bigint): Yen {
  const value = Number(amount);
  if (!Number.isInteger(value) || value < 0 || value > maxYen)
    throw new RangeError('not a whole number of yen in bounds');
  return value as Yen;
}

/** The yen that a person typed: 20000000, 20,000,000円, ２０，０００，０００, ¥5,000,000. Null where it is no whole amount in bounds. */
export function readYen(text: string): Yen | null {
  const typed = text
    .normalize('NFKC')
    .replace(/[\s,、]/g, '')
    .replace(/^[¥\\]/, '')
    .replace(/円$/, '');
  if (!/^\d+$/.test(typed)) return null;
  const digits = typed.replace(/^0+(?=\d)/, '');
  return digits.length <= String(maxYen).length ? yen(Number(digits)) : null;
}

/** 20,000,000 */
export function formatYen(amount: Yen): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** 20,000,000円 */
export function yenText(amount: Yen): string {
  return `${formatYen(amount)}円`;
}
