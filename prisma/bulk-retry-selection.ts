/** Which stuck incidents a bulk retry takes: chosen by people in five ways, and never more than the person may free. */
import type { Day } from '../domain/dates.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { Prisma } from './generated/client.ts';
import { type IncidentFilters, incidentsWanted } from './incident-filters.ts';
import { type ListSearch, stuckGuarantees } from './listed-guarantees.ts';
import { visibleIncidents } from './visibility.ts';

/**
 * How incidents are chosen: one cause, these very ones, all that a filter shows; or those of these very guarantees, of all
 * guarantees that a search finds. Only open ones are taken.
 */
export type Selection =
  | { readonly fingerprint: string }
  | { readonly incidentIds: readonly string[] }
  | { readonly filter: IncidentFilters }
  | { readonly guaranteeIds: readonly string[] }
  | { readonly search: ListSearch };

/** The condition on rows of incident. */
export async function chosenIncidents(
  db: Database | Transaction,
  selection: Selection,
  reader: Reader,
  today: Day,
): Promise<Prisma.Sql> {
  const chosen = await chosenBy(db, selection, reader, today);
  return Prisma.sql`incident.state = 'open' AND incident.closed_at IS NULL AND ${chosen} AND ${visibleIncidents(reader)}`;
}

async function chosenBy(db: Database | Transaction, selection: Selection, reader: Reader, today: Day) {
  if ('fingerprint' in selection) return Prisma.sql`incident.fingerprint = ${selection.fingerprint}`;
  if ('incidentIds' in selection) return isOneOf('id', selection.incidentIds);
  if ('guaranteeIds' in selection) return isOneOf('guarantee_id', selection.guaranteeIds);
  if ('search' in selection) {
    return Prisma.sql`incident.guarantee_id IN (${await stuckGuarantees(db, reader, selection.search)})`;
  }
  const where = { AND: [{ state: 'open', closedAt: null }, incidentsWanted(selection.filter, today)] };
  const found = await db.incident.findMany({ where, select: { id: true } });
  return isOneOf(
    'id',
    found.map(({ id }) => id),
  );
}

function isOneOf(column: 'id' | 'guarantee_id', ids: readonly string[]): Prisma.Sql {
  return Prisma.sql`incident.${Prisma.raw(column)} = ANY (${[...ids]}::uuid[])`;
}

/** As `wouldMissToday` of the domain. */
export function missesTodayRows(today: Day): Prisma.Sql {
  const day = Prisma.sql`${fromDay(today)}::date`;
  return Prisma.sql`(coalesce(incident.promised_on = ${day}, false) OR coalesce(incident.due_on = ${day}, false))`;
}

export interface ChosenSize {
  readonly total: number;
  readonly amountYen: number;
  readonly missesToday: number;
  readonly missesTodayYen: number;
}

/** How many a bulk retry would take now, and what they put at risk. */
export async function sizeOfSelection(
  db: Database | Transaction,
  selection: Selection,
  reader: Reader,
  today: Day,
): Promise<ChosenSize> {
  const misses = missesTodayRows(today);
  const [row] = await db.$queryRaw<[{ total: number; yen: bigint; today: number; todayYen: bigint }]>`
    SELECT count(*)::int AS total, coalesce(sum(amount_yen), 0)::bigint AS yen, count(*) FILTER (WHERE ${misses})::int AS today,
      coalesce(sum(amount_yen) FILTER (WHERE ${misses}), 0)::bigint AS "todayYen"
    FROM incident WHERE ${await chosenIncidents(db, selection, reader, today)}`;
  const { total, yen, today: missesToday, todayYen } = row;
  return { total, amountYen: Number(yen), missesToday, missesTodayYen: Number(todayYen) };
}
