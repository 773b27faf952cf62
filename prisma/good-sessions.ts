/** Which sign-ins of a portal are still good: asked for many at once, and without making any of them last longer. */
import type { Database } from './database.ts';

export interface SessionLimits {
  readonly portal: string;
  /** However busy, a session ends after so many hours. */
  readonly longestHours: number;
}

export async function goodSessions(
  db: Database,
  ids: readonly string[],
  now: Date,
  { portal, longestHours }: SessionLimits,
): Promise<ReadonlySet<string>> {
  const createdAt = { gt: new Date(now.getTime() - longestHours * 3_600_000) };
  const rows = await db.session.findMany({
    where: { id: { in: [...ids] }, portal, expiresAt: { gt: now }, createdAt },
    select: { id: true },
  });
  return new Set(rows.map(({ id }) => id));
}
