/** Bulk retries: previewed, confirmed, paused, resumed, cancelled by people. What is chosen is frozen in the items. */
import { randomUUID } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import {
  type BulkCounts,
  type BulkItemState,
  type BulkRetryState,
  bulkItemStates,
  isOver,
  isUnderWay,
  stateGoingOn,
} from '../domain/bulk-retry.ts';
import type { Day } from '../domain/dates.ts';
import { byUrgency, wouldMissToday } from '../domain/deadline-at-risk.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import { recordAct } from './acts.ts';
import type { Database, Transaction } from './database.ts';
import { toDay } from './days.ts';
import type { BulkRetry } from './generated/client.ts';
import { type IncidentFilters, incidentsWanted } from './incident-filters.ts';
import { visibleTo } from './visibility.ts';

/** How incidents are chosen: one cause, these very ones, or all that a filter shows. Only open ones are taken. */
export type Selection =
  | { readonly fingerprint: string }
  | { readonly incidentIds: readonly string[] }
  | { readonly filter: IncidentFilters };

export interface Preview {
  readonly selection: Selection;
  readonly reason: string;
  readonly perMinute: number;
}

/** The most that one bulk retry takes: what is urgent comes first, the rest is for the next one. */
export const mostItems = 10_000;

/**
 * The id of a new bulk retry whose items are what is open now, in the order of urgency. Nothing is sent before it is
 * confirmed. Refuses: `selection-must-hold-open-incidents`.
 */
export async function previewBulkRetry(
  tx: Transaction,
  { selection, reason, perMinute }: Preview,
  reader: Reader,
  by: ActedBy & { readonly userId: string },
  today: Day,
  now: Date,
): Promise<string> {
  const rows = await tx.incident.findMany({
    where: { AND: [{ state: 'open', closedAt: null }, { guarantee: visibleTo(reader) }, chosen(selection, today)] },
    select: { id: true, amountYen: true, promisedOn: true, dueOn: true },
  });
  if (rows.length === 0) throw new Refusal('selection-must-hold-open-incidents');
  const incidents = rows
    .map(({ id, amountYen, promisedOn, dueOn }) => ({
      id,
      amountYen: Number(amountYen),
      promisedOn: promisedOn === null ? null : toDay(promisedOn),
      dueOn: dueOn === null ? null : toDay(dueOn),
    }))
    .sort(byUrgency(today))
    .slice(0, mostItems);
  const id = randomUUID();
  const frozen = selection as object;
  await tx.bulkRetry.create({
    data: { id, selection: frozen, reason, byId: by.userId, perMinute, state: 'previewed', previewedAt: now },
  });
  await tx.bulkRetryItem.createMany({
    data: incidents.map((incident, index) => ({
      bulkRetryId: id,
      incidentId: incident.id,
      place: index + 1,
      missesToday: wouldMissToday(incident, today),
      amountYen: BigInt(incident.amountYen),
      state: 'waiting',
    })),
  });
  return id;
}

function chosen(selection: Selection, today: Day) {
  if ('fingerprint' in selection) return { fingerprint: selection.fingerprint };
  if ('incidentIds' in selection) return { id: { in: [...selection.incidentIds] } };
  return incidentsWanted(selection.filter, today);
}

/** What people do with a bulk retry, and from which states. */
const acts = {
  confirm: { from: (state: BulkRetryState) => state === 'previewed', kind: 'bulk-retry-confirmed' },
  pause: { from: isUnderWay, kind: 'bulk-retry-paused' },
  resume: { from: (state: BulkRetryState) => state === 'paused', kind: 'bulk-retry-resumed' },
  cancel: { from: (state: BulkRetryState) => !isOver(state), kind: 'bulk-retry-cancelled' },
  pace: { from: (state: BulkRetryState) => !isOver(state), kind: 'bulk-retry-paced' },
} as const;
export type BulkRetryAct = keyof typeof acts;

/**
 * The bulk retry stands as it was told to, and the audit log says who told it. After a pause it begins with a canary again
 * unless the canary was through.
 *
 * Staff of some branches decide about their own ones alone: what others chose may be of any branch.
 *
 * Refuses: `bulk-retry-must-exist`, `bulk-retry-must-allow-this`.
 */
export async function actOnBulkRetry(
  tx: Transaction,
  id: string,
  act: BulkRetryAct,
  { perMinute }: { perMinute?: number | undefined },
  reader: Reader,
  by: ActedBy,
  now: Date,
): Promise<BulkRetryState> {
  const row = await lockBulkRetry(tx, id);
  const mayDecide = reader.branches === 'all' || row?.byId === by.userId;
  if (row === null || !mayDecide) throw new Refusal('bulk-retry-must-exist');
  const before = row.state as BulkRetryState;
  if (!acts[act].from(before)) throw new Refusal('bulk-retry-must-allow-this');
  const goesOn = act === 'confirm' || act === 'resume';
  const state = goesOn ? stateGoingOn(await countsOf(tx, id)) : after(act, before);
  await tx.bulkRetry.update({
    where: { id },
    data: {
      state,
      ...(act === 'confirm' ? { confirmedAt: now } : {}),
      ...(act === 'cancel' && before === 'previewed' ? { finishedAt: now } : {}),
      ...(perMinute === undefined ? {} : { perMinute, nextBatchAt: null }),
    },
  });
  const told = { state, perMinute: perMinute ?? row.perMinute };
  await recordAct(
    tx,
    {
      subject: `bulk-retry/${id}`,
      kind: acts[act].kind,
      actor: by,
      before: { state: before, perMinute: row.perMinute },
      after: told,
      reason: row.reason,
    },
    now,
  );
  return state;
}

function after(act: BulkRetryAct, before: BulkRetryState): BulkRetryState {
  if (act === 'pause') return 'paused';
  return act === 'cancel' ? 'cancelled' : before;
}

/** The row, locked until the transaction ends: people and the workflow take turns. Null where there is none. */
export async function lockBulkRetry(tx: Transaction, id: string): Promise<BulkRetry | null> {
  await tx.$queryRaw`SELECT 1 FROM bulk_retry WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.bulkRetry.findUnique({ where: { id } });
}

/** How many items stand in each state. */
export async function countsOf(tx: Database | Transaction, bulkRetryId: string): Promise<BulkCounts> {
  const groups = await tx.bulkRetryItem.groupBy({ by: ['state'], where: { bulkRetryId }, _count: true });
  const counts = new Map(groups.map(({ state, _count }) => [state as BulkItemState, _count]));
  return Object.fromEntries(bulkItemStates.map((state) => [state, counts.get(state) ?? 0])) as BulkCounts;
}
