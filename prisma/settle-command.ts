/** Carries an accepted command to its outcome: through its run while that lives, on tables alone after its end. */
import { setTimeout } from 'node:timers/promises';
import type { CommandDelivery, Delivered } from '../domain/command-delivery.ts';
import type { CommandName, RecordedCommand } from '../domain/commands.ts';
import { refusalOf } from '../domain/hearing.ts';
import type { Stage } from '../domain/stages.ts';
import { type Command, closeCommand, recordedOutcome } from './commands.ts';
import type { Database } from './database.ts';
import { recordAfterEnd } from './record-command.ts';

/**
 * The recorded outcome of the command, or null while nobody answers: the sweeper sends it again later.
 * Safe to repeat and to run at several places at once.
 */
export async function settleCommand(
  db: Database,
  command: Command,
  deliver: (delivery: CommandDelivery) => Promise<Delivered>,
  now: () => Date,
): Promise<RecordedCommand | null> {
  const known = await recordedOutcome(db, command);
  if (known !== null) return known;
  const delivered = await deliverToCurrentRun(db, command, deliver);
  switch (delivered.kind) {
    case 'recorded':
      return delivered.outcome;
    case 'refused':
      await closeCommand(db, command.id, delivered.refusal, now());
      return recordedOutcome(db, await db.command.findUniqueOrThrow({ where: { id: command.id } }));
    case 'ended': {
      const recorded = await recordAfterEnd(db, command.id, now());
      return recorded === null ? null : { state: recorded.state, refusal: recorded.refusal, stage: recorded.stage };
    }
    case 'unanswered':
      return null;
  }
}

/**
 * A run learns of a step's end a moment after the tables hold it: its "no" counts only where the tables say no as well.
 * Until then the command is delivered again; a refused update leaves nothing in the run.
 */
async function deliverToCurrentRun(
  db: Database,
  command: Command,
  deliver: (delivery: CommandDelivery) => Promise<Delivered>,
): Promise<Delivered> {
  for (let tries = 0; tries < mostDeliveries; tries++) {
    const delivered = await deliver(await deliveryOf(db, command));
    if (delivered.kind !== 'refused' || !(await tablesHear(db, command))) return delivered;
    await setTimeout(betweenDeliveriesMs);
  }
  return { kind: 'unanswered' };
}

const mostDeliveries = 40;
const betweenDeliveriesMs = 50;

/** Whether the tables, as they stand now, would hear the command. */
async function tablesHear(db: Database, { guaranteeId, revision, incidentId, name }: Command): Promise<boolean> {
  const where = { guaranteeId_number: { guaranteeId: guaranteeId as string, number: revision as number } };
  const { stage } = await db.revision.findUniqueOrThrow({ where, select: { stage: true } });
  const incident = incidentId === null ? null : await db.incident.findUnique({ where: { id: incidentId } });
  const open = incident?.state === 'open' ? incident.id : null;
  return refusalOf({ stage: stage as Stage, incidentId: open }, name as CommandName, incidentId ?? undefined) === null;
}

async function deliveryOf(db: Database, command: Command): Promise<CommandDelivery> {
  const guaranteeId = command.guaranteeId as string;
  const number = command.revision as number;
  const { stage, epoch } = await db.revision.findUniqueOrThrow({
    where: { guaranteeId_number: { guaranteeId, number } },
    select: { stage: true, epoch: true },
  });
  const incident =
    command.incidentId === null ? null : await db.incident.findUniqueOrThrow({ where: { id: command.incidentId } });
  return {
    mailId: incident?.mailId ?? null,
    input: { guaranteeId, revision: number, resumeFrom: stage as Stage, epoch },
    name: command.name as CommandName,
    message: incident === null ? { commandId: command.id } : { commandId: command.id, incidentId: incident.id },
  };
}
