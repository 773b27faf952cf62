/** Many who want to know the same thing at once, answered by few looks. */

/**
 * One look at a time, however many ask: who asks while one is under way shares the next, so that each sees what was true
 * when it asked, or later. A look that fails fails for those who share it; the next is a new one.
 */
export function sharedLook<Seen>(look: () => Promise<Seen>): () => Promise<Seen> {
  let underWay: Promise<Seen> | null = null;
  let following: Promise<Seen> | null = null;
  const begin = (): Promise<Seen> => {
    following = null;
    const seen = look().finally(() => {
      if (underWay === seen) underWay = null;
    });
    underWay = seen;
    return seen;
  };
  return () => {
    if (underWay === null) return begin();
    following ??= underWay.then(begin, begin);
    return following;
  };
}
