/** Circuits as staff see them, and as a case tells that it waits for one. */
import { type CircuitState, type Counterparty, counterpartyTitles, type OpenCircuit } from '../domain/circuit.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Stage } from '../domain/stages.ts';
import { counterparties, type Step } from '../domain/steps.ts';
import { circuitsWithTries } from './circuits.ts';
import type { Database } from './database.ts';
import { visibleTo } from './visibility.ts';

/**
 * All circuits: where they stand, since when, by whom and why. What waits is counted at the reader's branches alone, and what
 * the tries came to is told to readers of all branches.
 */
export async function circuitViews(db: Database, reader: Reader, now: Date) {
  const ofAll = reader.staff && reader.branches === 'all';
  const ofReader = ofAll ? {} : { guarantee: visibleTo(reader) };
  const [circuits, open] = await Promise.all([
    circuitsWithTries(db, now),
    db.incident.groupBy({ by: ['counterparty'], where: { closedAt: null, ...ofReader }, _count: true }),
  ]);
  const names = await namesOf(db, circuits);
  return circuits.map((circuit) => {
    const counterparty = circuit.counterparty as Counterparty;
    const { state, perSecond, appliedPerSecond, since, reason, nextStepAt, tries, failures } = circuit;
    const { automatic, failurePercent, leastTries, windowSeconds } = circuit;
    return {
      counterparty,
      title: counterpartyTitles[counterparty],
      state: state as CircuitState,
      reason,
      byName: names.get(circuit.byId ?? '') ?? null,
      since,
      perSecond,
      /** Whether the queue follows already. */
      isApplied: perSecond === appliedPerSecond,
      nextStepAt,
      tries: ofAll ? tries : null,
      failures: ofAll ? failures : null,
      openIncidents: open.find((group) => group.counterparty === counterparty)?._count ?? 0,
      settings: { automatic, failurePercent, leastTries, windowSeconds },
    };
  });
}

export type CircuitView = Awaited<ReturnType<typeof circuitViews>>[number];

/** Those that let through less than all: what a banner and every affected case tell. */
export async function openCircuits(db: Database): Promise<(OpenCircuit & { readonly reason: string | null })[]> {
  const circuits = await db.circuit.findMany({
    where: { state: { not: 'closed' } },
    include: { by: { select: { name: true } } },
    orderBy: { since: 'asc' },
  });
  return circuits.map(({ counterparty, state, since, by, reason }) => ({
    counterparty: counterparty as Counterparty,
    state: state as CircuitState,
    since,
    byName: by?.name ?? null,
    reason,
  }));
}

/** The stop of all issuance, where somebody or the service itself made one; null: issuing goes on. */
export async function issuanceStop(db: Database) {
  const row = await db.circuit.findFirst({
    where: { counterparty: 'issuance', state: 'open' },
    include: { by: { select: { name: true } } },
  });
  return row === null ? null : { since: row.since, reason: row.reason, byName: row.by?.name ?? null };
}

/** The circuit that a revision at this stage waits for: an issuing one for that of the step it has come to. */
export async function circuitForStage(db: Database, stage: Stage, isIssued: boolean): Promise<OpenCircuit | null> {
  if (stage === 'posting') return circuitFor(db, 'post');
  return stage === 'issuing' ? circuitFor(db, isIssued ? 'print' : 'issue') : null;
}

/** The circuit that a step waits for, where it lets through less than all; null where it is closed. */
export async function circuitFor(db: Database, step: Step): Promise<OpenCircuit | null> {
  return (await openCircuits(db)).find(({ counterparty }) => counterparty === counterparties[step]) ?? null;
}

async function namesOf(db: Database, circuits: readonly { byId: string | null }[]): Promise<Map<string, string>> {
  const ids = circuits.flatMap(({ byId }) => byId ?? []);
  const people = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(people.map(({ id, name }) => [id, name]));
}
