/** Waits for a condition, never for a time. */

/**
 * The first value that is neither null, undefined nor false. An error counts as "not yet"; what was last seen is told
 * when the limit is over, so that a test that never comes true says why.
 */
export async function until<T>(
  look: () => Promise<T> | T,
  limitMs = 30_000,
): Promise<Exclude<T, null | undefined | false>> {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen as Exclude<T, null | undefined | false>;
      last = seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`never came true; last seen: ${String(last)}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
