/** What was accepted and not carried on: the sweeper's reading of the tables. */
import { commandsWithoutRun } from '../domain/commands.ts';
import { isEnd, type Stage, stageNames } from '../domain/stages.ts';
import type { Command } from './commands.ts';
import type { Database } from './database.ts';

const batch = 200;

/** Revisions not at their end whose run was never seen to start, oldest first. */
export async function revisionsWithoutRun(db: Database, olderThan: Date) {
  const rows = await db.revision.findMany({
    where: {
      runStartedAt: null,
      stageSince: { lt: olderThan },
      stage: { in: stageNames.filter((stage) => !isEnd(stage)) },
    },
    orderBy: { stageSince: 'asc' },
    take: batch,
    select: { guaranteeId: true, number: true, stage: true, epoch: true },
  });
  return rows.map(asInput);
}

function asInput({
  guaranteeId,
  number,
  stage,
  epoch,
}: {
  guaranteeId: string;
  number: number;
  stage: string;
  epoch: number;
}) {
  return { guaranteeId, revision: number, resumeFrom: stage as Stage, epoch };
}

/** Writes down that the run of this revision and epoch was started. */
export async function recordRunStarted(
  db: Database,
  { guaranteeId, revision, epoch }: { guaranteeId: string; revision: number; epoch: number },
  now: Date,
): Promise<void> {
  await db.revision.updateMany({
    where: { guaranteeId, number: revision, epoch, runStartedAt: null },
    data: { runStartedAt: now },
  });
}

/** Commands accepted and not recorded for too long, oldest first. */
export async function commandsNotApplied(db: Database, now: Date): Promise<Command[]> {
  return db.command.findMany({
    where: { state: 'accepted', name: { notIn: [...commandsWithoutRun] }, sendAgainAt: { lt: now } },
    orderBy: { acceptedAt: 'asc' },
    take: batch,
  });
}

/** Submissions that acceptances implied and that are not recorded yet. */
export async function impliedSubmissions(db: Database): Promise<Command[]> {
  return db.command.findMany({
    where: { state: 'accepted', client: 'service', name: 'recordSubmission' },
    take: batch,
  });
}

/** Mails that wait and whose run was never seen to start. */
export async function mailsWithoutRun(db: Database, olderThan: Date): Promise<string[]> {
  const where = { state: 'waiting', runStartedAt: null, createdAt: { lt: olderThan } };
  const rows = await db.mail.findMany({ where, orderBy: { createdAt: 'asc' }, take: batch, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** Writes down that the run of this mail was started. */
export async function recordMailStarted(db: Database, id: string, now: Date): Promise<void> {
  await db.mail.updateMany({ where: { id, runStartedAt: null }, data: { runStartedAt: now } });
}
