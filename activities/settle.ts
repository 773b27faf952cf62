/** Carries a command to its outcome from inside the worker: what the sweeper and the feed send. */
import type { Command } from '../prisma/commands.ts';
import { type CommandDelivery, type Delivered, settleCommand } from '../prisma/settle-command.ts';
import type { GuaranteeRuns } from '../services/guarantee-runs.ts';
import type { Services } from './services.ts';

const waitMs = 5000;

/** On return the command is recorded, or waits for the next round. */
export async function settle({ db, runs, clock }: Services, command: Command): Promise<void> {
  await settleCommand(
    db,
    command,
    (delivery) => deliver(runs, delivery),
    () => clock.now(),
  );
}

function deliver(runs: GuaranteeRuns, { mailId, input, name, message }: CommandDelivery): Promise<Delivered> {
  return mailId === null
    ? runs.sendToRevision(input, name, message, waitMs)
    : runs.sendToMail(mailId, name, message, waitMs);
}
