/** What was done about a person of the staff, newest first, from the audit log: who, when, what before and after, and why. */
import type { Database } from './database.ts';

export interface StaffAct {
  readonly kind: string;
  readonly at: Date;
  readonly actorName: string | null;
  /** The words of it; null where they were erased by law. */
  readonly words: {
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
    readonly reason: string | null;
  } | null;
}

export async function staffHistory(db: Database, userId: string, limit: number): Promise<readonly StaffAct[]> {
  const events = await db.event.findMany({
    where: { subject: `user/${userId}` },
    include: { body: true },
    orderBy: { sequence: 'desc' },
    take: limit,
  });
  const actorIds = [...new Set(events.flatMap(({ actorId }) => actorId ?? []))];
  const actors = await db.user.findMany({ where: { id: { in: actorIds } }, select: { id: true, name: true } });
  return events.map(({ kind, occurredAt, actorId, body }) => ({
    kind,
    at: occurredAt,
    actorName: actors.find(({ id }) => id === actorId)?.name ?? null,
    words: (body?.content ?? null) as StaffAct['words'],
  }));
}

/** The names of the people and contractors that acts speak of, by id. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const where = { id: { in: [...ids] } };
  const select = { id: true, name: true };
  const [people, contractors] = await Promise.all([
    db.user.findMany({ where, select }),
    db.contractor.findMany({ where, select }),
  ]);
  return new Map([...people, ...contractors].map(({ id, name }) => [id, name]));
}
