/** Carries a command to its outcome from inside the worker: what the sweeper and the feed send. */
import type { Command } from '../prisma/commands.ts';
import { settleCommand } from '../prisma/settle-command.ts';
import type { Services } from './services.ts';

const waitMs = 5000;

/** On return the command is recorded, or waits for the next round. */
export async function settle({ db, runs, clock }: Services, command: Command): Promise<void> {
  await settleCommand(
    db,
    command,
    (delivery) => runs.deliver(delivery, waitMs),
    () => clock.now(),
  );
}
