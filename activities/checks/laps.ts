/** A check goes over its rows page by page, a page a round; having seen all, it closes what it did not meet any more. */
import type { FindingKind } from '../../domain/sweeping.ts';
import type { Database } from '../../prisma/database.ts';
import { type DueCheck, moveCheck } from '../../prisma/sweep-checks.ts';
import { closeUnseen } from '../../prisma/sweep-findings.ts';

/** When the lap under way began: now, where this round begins it. */
export function lapOf({ cursor, lapBeganAt }: DueCheck, now: Date): Date {
  return cursor === null || lapBeganAt === null ? now : lapBeganAt;
}

/** Moves on to `cursor`; null: the lap is over, and how many findings closed by themselves is returned. */
export async function endRound(
  db: Database,
  due: DueCheck,
  lap: { readonly cursor: string | null; readonly lapBeganAt: Date; readonly kinds: readonly FindingKind[] },
  now: Date,
): Promise<number> {
  const { cursor, lapBeganAt, kinds } = lap;
  const closed = cursor === null ? await closeUnseen(db, kinds, lapBeganAt, now) : 0;
  await moveCheck(db, due, { cursor, lapBeganAt: cursor === null ? null : lapBeganAt });
  return closed;
}

/** Where the next round goes on: after the last row of a full page, at the beginning otherwise. */
export function nextAfter<Row>(page: readonly Row[], limit: number, idOf: (row: Row) => string): string | null {
  const last = page.at(-1);
  return page.length < limit || last === undefined ? null : idOf(last);
}
