/** Incidents as staff see them: what is stuck, where, and why. Contractors see none. */
import { causeOf } from '../domain/causes.ts';
import type { Counterparty } from '../domain/circuit.ts';
import type { Day } from '../domain/dates.ts';
import { wouldMissToday } from '../domain/deadline-at-risk.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import type { Step } from '../domain/steps.ts';
import { momentOf, pageOf } from './cursors.ts';
import type { Database } from './database.ts';
import { toDay } from './days.ts';
import type { Incident, Prisma } from './generated/client.ts';
import type { EntryKind } from './incident-entries.ts';
import { type IncidentFilters, type IncidentState, incidentsWanted } from './incident-filters.ts';
import { visibleTo } from './visibility.ts';

export { type IncidentFilters, type IncidentState, incidentStates } from './incident-filters.ts';

const inList = {
  guarantee: { select: { guaranteeNumber: true } },
  owner: { select: { name: true } },
} satisfies Prisma.IncidentInclude;

/** One page of incidents, newest first. Refuses: `cursor-must-be-one-of-ours`. */
export async function listIncidents(
  db: Database,
  reader: Reader,
  filters: IncidentFilters,
  today: Day,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const rows = await db.incident.findMany({
    where: {
      AND: [
        incidentsWanted(filters, today),
        { guarantee: visibleTo(reader) },
        cursor === undefined ? {} : after(cursor),
      ],
    },
    include: inList,
    orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const { page, nextCursor } = pageOf(rows, limit, ({ firstSeenAt, id }) => `${firstSeenAt.getTime()}/${id}`);
  return { incidents: page.map((row) => listedOf(row, today)), nextCursor };
}

/** One incident with its history, oldest first; null where there is none, or the reader is no staff. */
export async function incidentView(db: Database, reader: Reader, id: string, today: Day) {
  if (!reader.staff) return null;
  const row = await db.incident.findFirst({
    where: { id, guarantee: visibleTo(reader) },
    include: { ...inList, entries: { orderBy: { id: 'asc' }, include: { actor: { select: { name: true } } } } },
  });
  if (row === null) return null;
  const { happened, toDo } = causeOf(row.step as Step, row.errorName);
  return {
    ...listedOf(row, today),
    happened,
    toDo,
    mailId: row.mailId,
    entries: row.entries.map(({ at, kind, actor, words, bulkRetryId }) => ({
      at,
      kind: kind as EntryKind,
      actorName: actor?.name ?? null,
      words,
      bulkRetryId,
    })),
  };
}

export type WholeIncident = NonNullable<Awaited<ReturnType<typeof incidentView>>>;

function listedOf(row: Prisma.IncidentGetPayload<{ include: typeof inList }>, today: Day) {
  const incident = incidentOf(row);
  return {
    ...incident,
    guaranteeNumber: row.guarantee.guaranteeNumber,
    ownerName: row.owner?.name ?? null,
    missesToday: row.closedAt === null && wouldMissToday(incident, today),
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
    counterparty: counterparty as Counterparty,
    fingerprint,
    detail,
    state: state as IncidentState,
    tries,
    reopenings: incident.reopenings,
    firstSeenAt: incident.firstSeenAt,
    lastSeenAt: incident.lastSeenAt,
    closedAt: incident.closedAt,
    amountYen: Number(incident.amountYen),
    promisedOn: incident.promisedOn === null ? null : toDay(incident.promisedOn),
    dueOn: incident.dueOn === null ? null : toDay(incident.dueOn),
    ownerId: incident.ownerId,
  };
}

export type IncidentView = ReturnType<typeof incidentOf>;

function after(cursor: string): Prisma.IncidentWhereInput {
  const { at: firstSeenAt, id } = momentOf(cursor);
  return { OR: [{ firstSeenAt: { lt: firstSeenAt } }, { firstSeenAt, id: { lt: id } }] };
}
