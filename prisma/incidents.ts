/** Incidents: a step of a run that keeps failing. One open row per run and step. */
import { randomUUID } from 'node:crypto';
import { causeFingerprint, counterparties, type Step } from '../domain/steps.ts';
import type { Database, Transaction } from './database.ts';
import { fromDay } from './days.ts';
import { appendEvents } from './events.ts';
import type { Incident } from './generated/client.ts';
import { addEntry } from './incident-entries.ts';
import { riskOf } from './incident-risk.ts';
import { lockRevision, type RevisionKey, type WholeRevision } from './revisions.ts';

export interface IncidentReport {
  /** The workflow id of the run that waits. */
  readonly runId: string;
  readonly mailId: string | null;
  readonly step: Step;
  readonly errorName: string;
  readonly tries: number;
  /** In clear words, for people; never in a history. */
  readonly detail: string;
}

/**
 * The id of the open incident of this run and step, raised or seen again. One that failed again after a retry is open
 * again, and says how often. A new cause closes the old incident and opens another. Refuses: `epoch-must-be-current`.
 */
export async function raiseIncident(
  db: Database,
  key: Omit<RevisionKey, 'epoch'> & { epoch: number | null },
  report: IncidentReport,
  now: Date,
): Promise<string> {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, key);
    const fingerprint = causeFingerprint(report.step, report.errorName);
    const open = await tx.incident.findFirst({ where: { runId: report.runId, step: report.step, closedAt: null } });
    if (open !== null && open.fingerprint === fingerprint) {
      await seeAgain(tx, open, report, now);
      return open.id;
    }
    if (open !== null) await close(tx, revision, open.id, 'new-cause', now);
    return openIncident(tx, revision, report, fingerprint, now);
  });
}

/** Closes what stood open for this run and step, now that it succeeded. */
export async function closeIncidents(
  tx: Transaction,
  revision: WholeRevision,
  runId: string,
  step: Step,
  now: Date,
): Promise<void> {
  const open = revision.guarantee.incidents.find((incident) => incident.runId === runId && incident.step === step);
  if (open !== undefined) await close(tx, revision, open.id, 'fixed', now);
}

/** Closes this one where it stands open: what it told is not so any more. */
export async function closeIncident(
  db: Database,
  key: Omit<RevisionKey, 'epoch'> & { epoch: number | null },
  incidentId: string,
  now: Date,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, key);
    if (revision.guarantee.incidents.some(({ id }) => id === incidentId))
      await close(tx, revision, incidentId, 'fixed', now);
  });
}

async function seeAgain(tx: Transaction, open: Incident, { detail, tries }: IncidentReport, now: Date): Promise<void> {
  const wasRetried = open.state === 'retrying';
  const reopenings = open.reopenings + (wasRetried ? 1 : 0);
  const data = { state: 'open', tries: open.tries + tries, reopenings, lastSeenAt: now, detail };
  await tx.incident.update({ where: { id: open.id }, data });
  if (wasRetried) await addEntry(tx, { incidentId: open.id, kind: 'still-stuck', actorId: null }, now);
}

async function openIncident(
  tx: Transaction,
  revision: WholeRevision,
  { runId, mailId, step, errorName, tries, detail }: IncidentReport,
  fingerprint: string,
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const { promisedOn, dueOn } = await riskOf(tx, revision, step);
  await tx.incident.create({
    data: {
      id,
      guaranteeId: revision.guaranteeId,
      revision: revision.number,
      runId,
      mailId,
      step,
      errorName,
      counterparty: counterparties[step],
      fingerprint,
      detail,
      state: 'open',
      tries,
      firstSeenAt: now,
      lastSeenAt: now,
      amountYen: revision.amountYen,
      promisedOn: promisedOn === null ? null : fromDay(promisedOn),
      dueOn: dueOn === null ? null : fromDay(dueOn),
    },
  });
  await addEntry(tx, { incidentId: id, kind: 'raised', actorId: null }, now);
  const content = { incidentId: id, fingerprint, tries };
  await appendEvents(
    tx,
    revision,
    [{ revision: revision.number, kind: 'incident-raised', actorId: null, content }],
    now,
  );
  return id;
}

async function close(
  tx: Transaction,
  revision: WholeRevision,
  id: string,
  state: 'fixed' | 'new-cause',
  now: Date,
): Promise<void> {
  await tx.incident.update({ where: { id }, data: { state, closedAt: now } });
  await addEntry(tx, { incidentId: id, kind: state, actorId: null }, now);
  const content = { incidentId: id, state };
  await appendEvents(
    tx,
    revision,
    [{ revision: revision.number, kind: 'incident-closed', actorId: null, content }],
    now,
  );
}
