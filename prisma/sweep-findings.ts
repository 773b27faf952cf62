/** What the sweeper found and did not heal: open as long as it is seen, one row a kind and thing. */
import { randomUUID } from 'node:crypto';
import type { FindingKind } from '../domain/sweeping.ts';
import type { Database } from './database.ts';
import { reopenSeen } from './finding-closing.ts';

export interface Seen {
  readonly kind: FindingKind;
  /** Which thing: a number and revision, a run's id, a mail's. */
  readonly about: string;
  readonly guaranteeId: string | null;
}

/**
 * Each stands open on return, seen now; what a person had closed stands open again. Returns how many of them are new or
 * open again. Again changes nothing but the time.
 */
export async function seeFindings(db: Database, seen: readonly Seen[], now: Date): Promise<number> {
  if (seen.length === 0) return 0;
  const reopened = await reopenSeen(db, seen, now);
  const { count } = await db.sweepFinding.createMany({
    data: seen.map((each) => ({ ...each, id: randomUUID(), foundAt: now, lastSeenAt: now })),
    skipDuplicates: true,
  });
  for (const [kind, abouts] of Map.groupBy(seen, (each) => each.kind)) {
    const about = { in: abouts.map((each) => each.about) };
    await db.sweepFinding.updateMany({ where: { kind, about, closedAt: null }, data: { lastSeenAt: now } });
  }
  return reopened + count;
}

/** Closes what a lap that began then has not seen any more. Returns how many. */
export async function closeUnseen(
  db: Database,
  kinds: readonly FindingKind[],
  lapBeganAt: Date,
  now: Date,
): Promise<number> {
  const where = { kind: { in: [...kinds] }, closedAt: null, lastSeenAt: { lt: lapBeganAt } };
  const { count } = await db.sweepFinding.updateMany({ where, data: { closedAt: now } });
  return count;
}
