/** One spelling for one value: the JSON Canonicalization Scheme, RFC 8785. Digests are taken over this text in UTF-8. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * The value's canonical JSON: no spaces, names sorted by UTF-16 code units, numbers and strings as ECMAScript writes them.
 * Throws a TypeError for what JSON cannot say (undefined, NaN, lone surrogates, dates and other objects), so that no digest
 * is ever taken over something else than was meant.
 *
 * Source: RFC 8785, section 3.2.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value === 'string' && value.isWellFormed()) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (isPlainObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${canonicalJson(name)}:${canonicalJson(value[name])}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError('not a JSON value');
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm's plain objects count too: the workflow sandbox and jest's modules have an Object of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
