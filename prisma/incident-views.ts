/** Incidents as staff see them: what is stuck, where, and why. Contractors see none. */
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Step } from '../domain/steps.ts';
import { fromCursor, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import type { Incident, Prisma } from './generated/client.ts';
import { visibleTo } from './visibility.ts';

export const incidentStates = ['open', 'retrying', 'fixed', 'resolved', 'new-cause'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** One page of incidents, newest first. Refuses: `cursor-must-be-one-of-ours`. */
export async function listIncidents(
  db: Database,
  reader: Reader,
  filters: { state?: IncidentState | undefined; fingerprint?: string | undefined },
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const where: Prisma.IncidentWhereInput = {
    AND: [wanted(filters), { guarantee: visibleTo(reader) }, cursor === undefined ? {} : after(cursor)],
  };
  const rows = await db.incident.findMany({
    where,
    include: { guarantee: { select: { guaranteeNumber: true } } },
    orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ firstSeenAt, id }) => `${firstSeenAt.getTime()}/${id}`);
  return {
    incidents: page.map(({ guarantee, ...incident }) => ({
      ...incidentOf(incident),
      guaranteeNumber: guarantee.guaranteeNumber,
    })),
    nextCursor,
  };
}

/** The incident and the stage of its revision, for a command that names it; null where it does not exist for this reader. */
export async function incidentTarget(db: Database, reader: Reader, id: string) {
  if (!reader.staff) return null;
  const incident = await db.incident.findFirst({ where: { id, guarantee: visibleTo(reader) } });
  if (incident === null) return null;
  const { guaranteeId, revision } = incident;
  const { stage } = await db.revision.findUniqueOrThrow({
    where: { guaranteeId_number: { guaranteeId, number: revision } },
    select: { stage: true },
  });
  return { incidentId: id, guaranteeId, revision, stage: stage as Stage };
}

/** An incident without what only the tables need. */
export function incidentOf(incident: Incident) {
  const { id, guaranteeId, revision, step, errorName, counterparty, fingerprint, detail, state, tries } = incident;
  return {
    id,
    guaranteeId,
    revision,
    step: step as Step,
    errorName,
    counterparty,
    fingerprint,
    detail,
    state: state as IncidentState,
    tries,
    firstSeenAt: incident.firstSeenAt,
    lastSeenAt: incident.lastSeenAt,
    closedAt: incident.closedAt,
    amountYen: Number(incident.amountYen),
  };
}

export type IncidentView = ReturnType<typeof incidentOf>;

function wanted({
  state,
  fingerprint,
}: {
  state?: IncidentState | undefined;
  fingerprint?: string | undefined;
}): Prisma.IncidentWhereInput {
  return { ...(state === undefined ? {} : { state }), ...(fingerprint === undefined ? {} : { fingerprint }) };
}

function after(cursor: string): Prisma.IncidentWhereInput {
  const [time = '', id = ''] = fromCursor(cursor, /^\d{1,14}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/).split('/');
  const firstSeenAt = new Date(Number(time));
  return { OR: [{ firstSeenAt: { lt: firstSeenAt } }, { firstSeenAt, id: { lt: id } }] };
}
