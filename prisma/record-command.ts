/** Records a command of a revision: decided on what the tables hold, applied in one transaction, answered for life. */
import { type CommandName, namesIncident, type RecordedCommand } from '../domain/commands.ts';
import { isEnd } from '../domain/stages.ts';
import { actorOf } from './actors.ts';
import { applyCommand } from './apply-command.ts';
import { type Command, closeCommand, recordedOutcome } from './commands.ts';
import type { Database, Transaction } from './database.ts';
import { recordIncidentCommand } from './incident-commands.ts';
import { lockRevision, readLocked, stageOf, type WholeRevision } from './revisions.ts';
import { lockShared, readsSharedFacts } from './shared-facts.ts';

export type Recorded = RecordedCommand & { readonly name: CommandName };

/** The outcome, and the mail that recording it wrote just now: somebody starts its run. */
export type RecordedWithMail = Recorded & { readonly mailId: string | null };

/**
 * The outcome of a command that a run heard: the recorded one, or the one decided now.
 *
 * Refuses: `guarantee-must-exist`; `epoch-must-be-current`. Every other "no" is an outcome, recorded and returned.
 */
export async function recordCommand(
  db: Database,
  commandId: string,
  epoch: number | null,
  now: Date,
): Promise<RecordedWithMail> {
  return db.$transaction(async (tx) => {
    const { command, revision } = await lockCommand(tx, commandId, epoch);
    return record(tx, command, revision, now);
  });
}

/**
 * The outcome of a command that comes after the run's end, on tables alone; null where the revision has not come to its
 * end: then a run must hear it.
 */
export async function recordAfterEnd(db: Database, commandId: string, now: Date): Promise<RecordedWithMail | null> {
  return db.$transaction(async (tx) => {
    const { command, revision } = await lockCommand(tx, commandId, null);
    const runIsOver = isEnd(stageOf(revision)) || (await isOfMail(tx, command));
    return runIsOver ? record(tx, command, revision, now) : null;
  });
}

/** A mail's run ends by itself, whatever stage the revision is at. */
async function isOfMail(tx: Transaction, { incidentId }: Command): Promise<boolean> {
  if (incidentId === null) return false;
  const incident = await tx.incident.findUnique({ where: { id: incidentId }, select: { mailId: true } });
  return incident !== null && incident.mailId !== null;
}

async function lockCommand(tx: Transaction, commandId: string, epoch: number | null) {
  const found = await tx.command.findUniqueOrThrow({
    where: { id: commandId },
    select: { guaranteeId: true, revision: true, name: true },
  });
  const key = { guaranteeId: found.guaranteeId as string, revision: found.revision as number, epoch };
  const shared = readsSharedFacts(found.name);
  if (shared) await lockShared(tx, key.guaranteeId);
  const revision = await (shared ? readLocked : lockRevision)(tx, key);
  return { revision, command: await tx.command.findUniqueOrThrow({ where: { id: commandId } }) }; // as it is under the lock
}

async function record(
  tx: Transaction,
  command: Command,
  revision: WholeRevision,
  now: Date,
): Promise<RecordedWithMail> {
  const name = command.name as CommandName;
  const recorded = await recordedOutcome(tx, command);
  if (recorded !== null) return { ...recorded, name, mailId: null };
  const { refusal, mailId } = namesIncident(name)
    ? {
        refusal: await recordIncidentCommand(
          tx,
          revision,
          command,
          await actorOf(tx, command, revision.guarantee.branchId, now),
          now,
        ),
        mailId: null,
      }
    : await applyCommand(tx, revision, command, name, now);
  await closeCommand(tx, command.id, refusal, now);
  return { name, state: refusal === null ? 'applied' : 'refused', refusal, stage: stageOf(revision), mailId };
}
