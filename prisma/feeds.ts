/** D-Sure's feeds: each page is stored in one transaction with the cursor that it leads to. */
import type { Database, Transaction } from './database.ts';

export type Feed = 'd-sure-responses' | 'd-sure-bursts';

/** How far the feed was read; null at its beginning. */
export async function feedCursor(db: Database, feed: Feed): Promise<string | null> {
  const row = await db.feedCursor.findUnique({ where: { feed } });
  return row?.cursor ?? null;
}

/** What a page was read from, and where the next one begins. */
export interface PageTurn {
  readonly feed: Feed;
  readonly after: string | null;
  readonly cursor: string | null;
}

/** Stores the page and moves the cursor on; null, with nothing stored, where somebody else has stored it meanwhile. */
export function storePage<T>(
  db: Database,
  { feed, after, cursor }: PageTurn,
  now: Date,
  store: (tx: Transaction) => Promise<T>,
): Promise<T | null> {
  return db.$transaction(async (tx) => {
    await tx.feedCursor.createMany({ data: { feed, cursor: null, updatedAt: now }, skipDuplicates: true });
    await tx.$queryRaw`SELECT 1 FROM feed_cursor WHERE feed = ${feed} FOR UPDATE`;
    const stands = await tx.feedCursor.findUniqueOrThrow({ where: { feed } });
    if (stands.cursor !== after) return null;
    const stored = await store(tx);
    await tx.feedCursor.update({ where: { feed }, data: { cursor: cursor ?? after, updatedAt: now } });
    return stored;
  });
}

/** All guarantees of the page, locked in one order: whoever else locks several does so in the same. */
export async function lockInOrder(
  tx: Transaction,
  facts: readonly { readonly guaranteeNumber: string }[],
): Promise<void> {
  const numbers = facts.map(({ guaranteeNumber }) => guaranteeNumber);
  await tx.$queryRaw`SELECT 1 FROM guarantee WHERE guarantee_number = ANY(${numbers}) ORDER BY id FOR UPDATE`;
}
