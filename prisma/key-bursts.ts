/** Bursts of wrong keys at D-Sure, as events of the guarantee that somebody tried to open. */
import type { KeyBurst } from '../domain/key-burst.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents, chainOf } from './events.ts';
import { lockInOrder, storePage } from './feeds.ts';

/** A page of the feed is in the guarantees' chains, once, however often it is read. Source: R-K5. */
export async function storeKeyBursts(
  db: Database,
  after: string | null,
  { bursts, cursor }: { bursts: readonly KeyBurst[]; cursor: string | null },
  now: Date,
): Promise<void> {
  await storePage(db, { feed: 'd-sure-bursts', after, cursor }, now, async (tx) => {
    await lockInOrder(tx, bursts);
    for (const burst of bursts) await storeBurst(tx, burst, now);
  });
}

async function storeBurst(tx: Transaction, burst: KeyBurst, now: Date): Promise<void> {
  const { id: burstId, guaranteeNumber, tries, at, triesTakenAgainAt } = burst;
  const guarantee = await tx.guarantee.findUnique({
    where: { guaranteeNumber },
    select: { id: true, revisions: { orderBy: { number: 'desc' }, take: 1, select: { number: true } } },
  });
  const [newest] = guarantee?.revisions ?? [];
  if (guarantee === null || newest === undefined) return; // another installation's certificate on the same platform
  const content = { burstId, tries, at: at.toISOString(), triesTakenAgainAt: triesTakenAgainAt.toISOString() };
  const event = { revision: newest.number, kind: 'wrong-keys', actorId: null, content };
  await appendEvents(tx, await chainOf(tx, guarantee.id), [event], now);
}
