/** Circuits: where each counterparty's switch stands, what its tries came to, and what people or the service did to it. */
import type { ActedBy } from '../domain/audit.ts';
import { byTheService } from '../domain/audit.ts';
import {
  type CircuitState,
  type Counterparty,
  closedByHand,
  counterpartyNames,
  openedByHand,
  type Step,
  stepOf,
} from '../domain/circuit.ts';
import { Refusal } from '../domain/refusals.ts';
import { recordAct } from './acts.ts';
import { raiseAlert } from './alerts.ts';
import type { Database, Transaction } from './database.ts';
import { type Circuit, Prisma } from './generated/client.ts';

export interface Tries {
  readonly tries: number;
  readonly failures: number;
}

/** Adds what a worker counted since it last did so: all of it on return, none where it fails. */
export async function addCounts(db: Database, sums: ReadonlyMap<Counterparty, Tries>, now: Date): Promise<void> {
  const second = new Date(Math.floor(now.getTime() / 1000) * 1000);
  if (sums.size === 0) return;
  // In one order, so that two workers never wait for each other's rows.
  const rows = [...sums]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([counterparty, { tries, failures }]) => Prisma.sql`(${counterparty}, ${second}, ${tries}, ${failures})`);
  await db.$executeRaw`
    INSERT INTO circuit_count (counterparty, second, tries, failures) VALUES ${Prisma.join(rows)}
    ON CONFLICT (counterparty, second) DO UPDATE
    SET tries = circuit_count.tries + excluded.tries, failures = circuit_count.failures + excluded.failures`;
}

/** Takes away counts that no window reaches any more. */
export async function forgetOldCounts(db: Database, now: Date): Promise<void> {
  await db.circuitCount.deleteMany({ where: { second: { lt: new Date(now.getTime() - 3_600_000) } } });
}

/** Lets each circuit take the step that is due, once, however many workers ask. Returns those that took one. */
export async function stepCircuits(
  db: Database,
  now: Date,
): Promise<{ counterparty: Counterparty; state: CircuitState }[]> {
  const taken: { counterparty: Counterparty; state: CircuitState }[] = [];
  for (const { tries, failures, ...circuit } of await circuitsWithTries(db, now)) {
    const step = stepOf({ ...circuit, state: circuit.state as CircuitState }, circuit, { tries, failures }, now);
    if (step === null) continue;
    const counterparty = circuit.counterparty as Counterparty;
    if (await takeStep(db, circuit, step, now)) taken.push({ counterparty, state: step.state });
  }
  return taken;
}

/** The circuits with the tries that count for their next step. */
export async function circuitsWithTries(db: Database, now: Date): Promise<(Circuit & Tries)[]> {
  const circuits = await db.circuit.findMany({ orderBy: { counterparty: 'asc' } });
  const sums = await db.$queryRaw<({ counterparty: string } & Tries)[]>`
    SELECT circuit.counterparty, sum(counted.tries)::int AS tries, sum(counted.failures)::int AS failures
    FROM circuit JOIN circuit_count counted ON counted.counterparty = circuit.counterparty
    WHERE counted.second >= CASE WHEN circuit.state = 'closed'
      THEN greatest(circuit.since, ${now}::timestamptz - make_interval(secs => circuit.window_seconds))
      ELSE circuit.since END
    GROUP BY circuit.counterparty`;
  return circuits.map((circuit) => {
    const found = sums.find(({ counterparty }) => counterparty === circuit.counterparty);
    return { ...circuit, tries: found?.tries ?? 0, failures: found?.failures ?? 0 };
  });
}

async function takeStep(db: Database, circuit: Circuit, step: Step, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const { counterparty, state, since, perSecond } = circuit;
    const { count } = await tx.circuit.updateMany({
      where: { counterparty, state, since, perSecond },
      data: { ...columnsOf(step), byId: null },
    });
    if (count === 0) return false; // another worker, or a person, was there first
    if (step.state !== state) await tell(tx, circuit, step, byTheService, now);
    return true;
  });
}

/** Those to which nothing is handed now. */
export async function openCounterparties(db: Database): Promise<ReadonlySet<Counterparty>> {
  const rows = await db.circuit.findMany({ where: { state: 'open' }, select: { counterparty: true } });
  return new Set(rows.map(({ counterparty }) => counterparty as Counterparty));
}

/** Those whose queue does not follow them yet, or may have forgotten: told again every half minute while not closed. */
export async function circuitsToApply(
  db: Database,
  now: Date,
): Promise<{ counterparty: Counterparty; perSecond: number | null }[]> {
  const toldLately = new Date(now.getTime() - 30_000);
  return db.$queryRaw<{ counterparty: Counterparty; perSecond: number | null }[]>`
    SELECT counterparty, per_second AS "perSecond" FROM circuit
    WHERE per_second IS DISTINCT FROM applied_per_second
      OR (state <> 'closed' AND (applied_at IS NULL OR applied_at < ${toldLately}))`;
}

/** Writes down what the server was told. */
export async function recordApplied(
  db: Database,
  counterparty: Counterparty,
  perSecond: number | null,
  now: Date,
): Promise<void> {
  await db.circuit.update({ where: { counterparty }, data: { appliedPerSecond: perSecond, appliedAt: now } });
}

/**
 * Somebody stops a counterparty: nothing is handed to it until somebody lets it go on. Stopping one that is stopped
 * already makes it that person's, with that reason. Refuses: `circuit-must-exist`.
 */
export function openCircuit(tx: Transaction, name: string, reason: string, by: ActedBy, now: Date) {
  return switched(tx, name, by, now, () => openedByHand(reason, now));
}

/** Somebody lets it go on: tried first, then more and more. Refuses: `circuit-must-exist`, `circuit-must-not-be-closed`. */
export function closeCircuit(tx: Transaction, name: string, reason: string, by: ActedBy, now: Date) {
  return switched(tx, name, by, now, (circuit) => {
    if (circuit.state === 'closed') throw new Refusal('circuit-must-not-be-closed');
    return closedByHand(circuit, reason, now);
  });
}

async function switched(
  tx: Transaction,
  name: string,
  by: ActedBy,
  now: Date,
  stepFrom: (circuit: Circuit) => Step,
): Promise<Circuit> {
  const counterparty = counterpartyNames.find((each) => each === name);
  if (counterparty === undefined) throw new Refusal('circuit-must-exist');
  await tx.$queryRaw`SELECT 1 FROM circuit WHERE counterparty = ${counterparty} FOR UPDATE`;
  const before = await tx.circuit.findUniqueOrThrow({ where: { counterparty } });
  const step = stepFrom(before);
  const data = { ...columnsOf(step), byId: by.userId };
  const after = await tx.circuit.update({ where: { counterparty }, data });
  await tell(tx, before, step, by, now);
  return after;
}

function columnsOf({ state, perSecond, since, nextStepAt, reason }: Step) {
  return { state, perSecond, since, nextStepAt, reason };
}

async function tell(tx: Transaction, before: Circuit, { state, perSecond, reason }: Step, actor: ActedBy, now: Date) {
  const counterparty = before.counterparty as Counterparty;
  const occasion = `${counterparty}/${now.toISOString()}`;
  // What a person wrote stays inside: alerts leave the house.
  const values = { counterparty, reason: actor.userId === null ? reason : '担当者が切り替えました。' };
  // A probe that fails opens it again: that is no news.
  if (before.state === 'closed' && state === 'open')
    await raiseAlert(tx, { kind: 'circuit-opens', occasion, branchId: null, values }, now);
  if (before.state !== 'closed' && state === 'closed')
    await raiseAlert(tx, { kind: 'circuit-closes', occasion, branchId: null, values }, now);
  await recordAct(
    tx,
    {
      subject: `circuit/${before.counterparty}`,
      kind: `circuit-${state}`,
      actor,
      before: { state: before.state, perSecond: before.perSecond },
      after: { state, perSecond },
      reason,
    },
    now,
  );
}
