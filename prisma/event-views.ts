/** The timeline of a guarantee as a reader sees it: what happened, when, by whom, and the reason given. */
import { doerOf } from '../domain/event-doers.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';

/** What only staff see: how the service works behind the counter. */
const behindTheCounter = [
  'incident-raised',
  'incident-closed',
  'retry',
  'resolve',
  'mail-sent',
  'printed',
  'wrong-keys',
];

/** The events of the guarantee in order. A contractor reads staff as the surety company, never by name. */
export async function timelineFor(db: Database, reader: Reader, guaranteeId: string) {
  const events = await db.event.findMany({
    where: { guaranteeId, ...(reader.staff ? {} : { kind: { notIn: behindTheCounter } }) },
    include: { body: true },
    orderBy: { sequence: 'asc' },
  });
  const contents = events.map(({ body }) => (body?.content ?? {}) as Content);
  const named = [...events.map(({ actorId }) => actorId), ...contents.map(({ onBehalfOf }) => onBehalfOf)];
  const actorIds = [...new Set(named.flatMap((id) => id ?? []))];
  const actors = await db.user.findMany({
    where: { id: { in: actorIds } },
    select: { id: true, name: true, contractorId: true, roles: true },
  });
  return events.map(({ sequence, revision, kind, occurredAt, actorId }, index) => {
    const actor = actors.find(({ id }) => id === actorId);
    const content = contents[index] ?? {};
    const absent = actors.find(({ id }) => id === content.onBehalfOf);
    return {
      sequence,
      revision,
      kind,
      at: occurredAt,
      by: sideOf(kind, actorId, actor),
      actorName: reader.staff ? doerOf(kind, actor?.name ?? null, content).name : null,
      onBehalfOf: reader.staff ? (absent?.name ?? null) : null,
      stage: content.to ?? null,
      reason: content.said?.reason ?? content.reason ?? null,
    };
  });
}

/** The words of an event, as far as a timeline tells them. */
interface Content {
  readonly to?: string;
  readonly reason?: string;
  readonly said?: { readonly reason?: string };
  /** The absent approver in whose place somebody approved. */
  readonly onBehalfOf?: string;
}

function sideOf(
  kind: string,
  actorId: string | null,
  actor: { roles: string[] } | undefined,
): 'service' | 'contractor' | 'surety' | 'authority' {
  if (kind.startsWith('authority-')) return 'authority';
  if (actorId === null) return 'service';
  return actor?.roles.includes('contractor') ? 'contractor' : 'surety';
}
