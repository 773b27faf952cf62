/** Runs that should have moved: the service's own stages, commands nobody recorded, mails that wait. For asking Temporal about. */
import { commandsWithoutRun } from '../domain/commands.ts';
import { isEnd, type Stage, stageNames } from '../domain/stages.ts';
import type { Database } from './database.ts';

/** The name of the cause that stands for a run whose code fails before any effect. */
export const brokenRunCause = 'workflow-task-failing';

export interface SilentRun {
  readonly guaranteeId: string;
  readonly revision: number;
  readonly stage: Stage;
  readonly epoch: number;
  /** The open incident that says that its workflow task fails. */
  readonly brokenIncidentId: string | null;
}

/**
 * The next ones after this guarantee: a stage of the service since before `overdueBefore`, or a command accepted before it,
 * and no incident that explains it; with those whose incident says that their workflow task fails.
 */
export async function silentRuns(
  db: Database,
  overdueBefore: Date,
  after: string | null,
  limit: number,
): Promise<SilentRun[]> {
  const underWay = stageNames.filter((stage) => !isEnd(stage));
  const from = after ?? '00000000-0000-0000-0000-000000000000';
  return db.$queryRaw<SilentRun[]>`
    WITH silent AS (
      SELECT guarantee_id, number FROM revision
      WHERE stage IN ('issuing', 'posting') AND stage_since < ${overdueBefore} AND run_started_at < ${overdueBefore}
        AND NOT EXISTS (SELECT 1 FROM incident WHERE incident.guarantee_id = revision.guarantee_id
          AND closed_at IS NULL AND mail_id IS NULL AND error_name <> ${brokenRunCause})
      UNION
      SELECT guarantee_id, revision FROM command
      WHERE state = 'accepted' AND accepted_at < ${overdueBefore} AND guarantee_id IS NOT NULL AND revision IS NOT NULL
        AND name <> ALL (${[...commandsWithoutRun]}::text[])
        AND NOT EXISTS (SELECT 1 FROM incident WHERE incident.id = command.incident_id AND mail_id IS NOT NULL)
      UNION
      SELECT guarantee_id, revision FROM incident
      WHERE closed_at IS NULL AND mail_id IS NULL AND error_name = ${brokenRunCause}
    )
    SELECT revision.guarantee_id AS "guaranteeId", revision.number AS revision, revision.stage, revision.epoch,
      (SELECT id FROM incident WHERE incident.guarantee_id = revision.guarantee_id AND incident.revision = revision.number
        AND closed_at IS NULL AND mail_id IS NULL AND error_name = ${brokenRunCause} LIMIT 1) AS "brokenIncidentId"
    FROM silent JOIN revision ON revision.guarantee_id = silent.guarantee_id AND revision.number = silent.number
    WHERE revision.guarantee_id > ${from}::uuid AND revision.stage = ANY (${underWay}::text[])
    ORDER BY revision.guarantee_id LIMIT ${limit}`;
}

export interface SilentMail {
  readonly id: string;
  readonly guaranteeId: string;
  readonly brokenIncidentId: string | null;
}

/** The next mails after this one that have waited since before `overdueBefore` with a run, and with no incident that explains it. */
export async function silentMails(
  db: Database,
  overdueBefore: Date,
  after: string | null,
  limit: number,
): Promise<SilentMail[]> {
  const from = after ?? '00000000-0000-0000-0000-000000000000';
  return db.$queryRaw<SilentMail[]>`
    SELECT mail.id, mail.guarantee_id AS "guaranteeId", broken.id AS "brokenIncidentId"
    FROM mail LEFT JOIN incident broken ON broken.mail_id = mail.id AND broken.closed_at IS NULL
      AND broken.error_name = ${brokenRunCause}
    WHERE mail.state = 'waiting' AND mail.created_at < ${overdueBefore} AND mail.run_started_at < ${overdueBefore}
      AND mail.id > ${from}::uuid
      AND NOT EXISTS (SELECT 1 FROM incident WHERE incident.mail_id = mail.id AND closed_at IS NULL
        AND error_name <> ${brokenRunCause})
    ORDER BY mail.id LIMIT ${limit}`;
}

/** The mail waits for a run again, which the sweeper starts. */
export async function forgetMailRun(db: Database, id: string): Promise<void> {
  await db.mail.updateMany({ where: { id, state: 'waiting' }, data: { runStartedAt: null } });
}
