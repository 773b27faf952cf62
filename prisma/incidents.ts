/** Incidents: a step of a run that keeps failing. One open row per run and step. */
import { randomUUID } from 'node:crypto';
import { causeFingerprint, counterparties, type Step } from '../domain/steps.ts';
import type { Database, Transaction } from './database.ts';
import { appendEvents } from './events.ts';
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
 * The id of the open incident of this run and step, raised or seen again. A new cause closes the old incident and
 * opens another. Refuses: `epoch-must-be-current`.
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
      const { detail } = report;
      const tries = open.tries + report.tries;
      await tx.incident.update({ where: { id: open.id }, data: { state: 'open', tries, lastSeenAt: now, detail } });
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

async function openIncident(
  tx: Transaction,
  revision: WholeRevision,
  { runId, mailId, step, errorName, tries, detail }: IncidentReport,
  fingerprint: string,
  now: Date,
): Promise<string> {
  const id = randomUUID();
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
    },
  });
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
  state: 'fixed' | 'resolved' | 'new-cause',
  now: Date,
): Promise<void> {
  await tx.incident.update({ where: { id }, data: { state, closedAt: now } });
  const content = { incidentId: id, state };
  await appendEvents(
    tx,
    revision,
    [{ revision: revision.number, kind: 'incident-closed', actorId: null, content }],
    now,
  );
}
