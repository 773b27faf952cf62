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
  const where = { id: { in: [...ids] }, ...good(now, { portal, longestHours }) };
  const rows = await db.session.findMany({ where, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** A person's sign-ins to the portal that are still good, the last used first. */
export async function openSessions(db: Database, userId: string, now: Date, limits: SessionLimits) {
  const where = { userId, ...good(now, limits) };
  const rows = await db.session.findMany({ where, orderBy: { updatedAt: 'desc' } });
  return rows.map(({ id, ipAddress, userAgent, updatedAt: usedAt }) => ({ id, ipAddress, userAgent, usedAt }));
}

function good(now: Date, { portal, longestHours }: SessionLimits) {
  return { portal, expiresAt: { gt: now }, createdAt: { gt: new Date(now.getTime() - longestHours * 3_600_000) } };
}
