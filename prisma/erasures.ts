/**
 * Erasing the words of events, where the law demands it. The events stay, with their digests, so that the chains stay
 * whole; each erasure is an act of its own. Only the tables' owner has the right: the service takes nothing back.
 */
import { byTheService } from '../domain/audit.ts';
import { recordActs } from './acts.ts';
import type { Database } from './database.ts';
import { Prisma } from './generated/client.ts';

export interface ErasureOrder {
  /** The law and its article. */
  readonly law: string;
  readonly reason: string;
  /** Who ordered it, by office: this stays, so no name of a person. */
  readonly orderedBy: string;
}

export interface Erasable {
  readonly id: string;
  readonly guaranteeId: string | null;
  readonly subject: string | null;
  readonly sequence: number;
  readonly kind: string;
  readonly occurredAt: Date;
  /** Whether its words are still there. */
  readonly hasWords: boolean;
}

/** The events that are named, or all that this person did. Erasures themselves are not among them: they stay. */
export async function erasableEvents(
  db: Database,
  which: { readonly eventIds: readonly string[] } | { readonly actorId: string },
): Promise<Erasable[]> {
  const where = 'actorId' in which ? { actorId: which.actorId } : { id: { in: [...which.eventIds] } };
  const events = await db.event.findMany({
    where: { ...where, OR: [{ subject: null }, { subject: { not: { startsWith: 'erasure/' } } }] },
    include: { body: { select: { eventId: true } } },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
  });
  return events.map(({ id, guaranteeId, subject, sequence, kind, occurredAt, body }) => ({
    id,
    guaranteeId,
    subject,
    sequence,
    kind,
    occurredAt,
    hasWords: body !== null,
  }));
}

/** So many in one transaction. */
const batchSize = 200;

/**
 * The words of these events are gone, with the content of the commands that caused them, and each erasure is recorded;
 * returns how many there were. Words that are gone already are left: it may be asked for again after it was stopped.
 */
export async function eraseWords(
  db: Database,
  eventIds: readonly string[],
  order: ErasureOrder,
  now: Date,
): Promise<number> {
  let erased = 0;
  for (let from = 0; from < eventIds.length; from += batchSize) {
    const ids = eventIds.slice(from, from + batchSize);
    erased += await db.$transaction(async (tx) => {
      const bodies = await tx.$queryRaw<{ eventId: string; commandId: string | null }[]>`
        DELETE FROM event_body WHERE event_id = ANY(${ids}::uuid[])
        RETURNING event_id AS "eventId", content->>'commandId' AS "commandId"`;
      const commandIds = bodies.flatMap(({ commandId }) => commandId ?? []);
      await tx.command.updateMany({
        where: { id: { in: commandIds }, state: { not: 'accepted' } },
        data: { content: {}, by: Prisma.DbNull },
      });
      const { reason, law, orderedBy } = order;
      const acts = bodies.map(({ eventId }) => ({
        subject: `erasure/${eventId}` as const,
        kind: 'words-erased',
        actor: byTheService,
        before: null,
        after: { eventId, law, orderedBy },
        reason,
      }));
      await recordActs(tx, acts, now);
      return bodies.length;
    });
  }
  return erased;
}
