/**
 * Acts that belong to no guarantee's chain: registers, people and rights, circuits, bulk retries, exports, bank files,
 * readings of keys. They stand in the same table as a guarantee's events, each subject with a chain of its own, and are
 * sealed into the same sequence; no contractor reads them, and no screen wakes up for them.
 */
import type { ActedBy, AuditSubject } from '../domain/audit.ts';
import type { Transaction } from './database.ts';
import { appendTo, type NewEvent } from './events.ts';
import type { Prisma } from './generated/client.ts';

export interface Act {
  readonly subject: AuditSubject;
  /** A verb in the past, such as `circuit-opened`. */
  readonly kind: string;
  readonly actor: ActedBy;
  /** What stood there before, as far as the act changes it; null: nothing did. Never a key or a password. */
  readonly before: Prisma.InputJsonObject | null;
  readonly after: Prisma.InputJsonObject | null;
  readonly reason: string | null;
}

/** The act is in its subject's chain when the transaction commits, and not at all when it does not. As `recordActs`. */
export function recordAct(tx: Transaction, act: Act, now: Date): Promise<void> {
  return recordActs(tx, [act], now);
}

/**
 * The acts are in their subjects' chains when the transaction commits. Each subject is locked here, until then, and
 * several in one order: so call it once a transaction, with all acts, and as the last thing that the transaction does.
 */
export async function recordActs(tx: Transaction, acts: readonly Act[], now: Date): Promise<void> {
  const subjects = [...new Set(acts.map(({ subject }) => subject))].sort();
  for (const subject of subjects) {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, ${lockSeed}::bigint))::text`;
    const [end] = await tx.event.findMany({
      where: { subject },
      orderBy: { sequence: 'desc' },
      take: 1,
      select: { sequence: true, hash: true },
    });
    const events = acts.filter((act) => act.subject === subject).map(eventOf);
    await appendTo(tx, { subject }, end, events, now);
  }
}

/** Keeps the locks of subjects apart from other advisory locks of the database. */
const lockSeed = 4_032_017;

function eventOf({ kind, actor, before, after, reason }: Act): NewEvent {
  return { revision: 0, kind, actorId: actor.userId, content: { by: byOf(actor), before, after, reason } };
}

/** Who acted, as it stands in the words of an event. The user's id stands in the event itself. */
export function byOf({ roles, address, apiKeyId = null }: ActedBy): Prisma.InputJsonObject {
  return { roles: [...roles], address, apiKeyId };
}

/** Who asked for what is done later, of a row that keeps `byOf` until then; a row that holds none knows the person alone. */
export function keptBy(userId: string, by: Prisma.JsonValue): ActedBy & { readonly userId: string } {
  const { roles = [], address = null, apiKeyId = null } = (by ?? {}) as Partial<ActedBy>;
  return { userId, roles, address, apiKeyId };
}
