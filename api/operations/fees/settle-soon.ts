/** Carries the commands of counted deposits to their runs for some seconds: the sweeper does the rest. */
import type { Command } from '../../../prisma/commands.ts';
import { inTime } from '../../in-time.ts';
import type { ApiServices } from '../../services.ts';
import { outcomeOf } from '../../v1/settle.ts';

/** How long a person waits for the outcomes. */
const patienceMs = 4000;
const atOnce = 8;

/** Returns when all have their outcome or the time is over. What was not begun by then is left to the sweeper. */
export async function settleSoon(services: ApiServices, commands: readonly Command[]): Promise<void> {
  const left = [...commands];
  let isOver = false;
  const carry = async () => {
    for (let next = left.shift(); next !== undefined && !isOver; next = left.shift()) await outcomeOf(services, next);
  };
  const all = Promise.all(Array.from({ length: atOnce }, carry)).catch((error: unknown) => {
    services.logger.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'a payment is left to the sweeper');
  });
  await inTime(all, Math.min(patienceMs, services.commandWaitMs), undefined);
  isOver = true;
}
