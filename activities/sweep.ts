/** The sweeper's round: starts what has no run, sends again what was not applied, starts mails. All safe to repeat. */
import { type Command, postponeCommand } from '../prisma/commands.ts';
import { commandsNotApplied, mailsWithoutRun, recordRunStarted, revisionsWithoutRun } from '../prisma/sweep.ts';
import type { Services } from './services.ts';
import { settle } from './settle.ts';
import { startMails } from './start-mails.ts';

/** What was accepted so recently is left to whoever accepted it. */
const graceMs = 5000;
/** Commands sent at the same time: one that nobody answers must not hold up the others. */
const atOnce = 10;

/** How many were carried on, by kind. */
export function sweep(services: Services) {
  const { db, runs, clock } = services;
  return async (): Promise<{ runs: number; commands: number; mails: number }> => {
    const now = clock.now();
    const before = new Date(now.getTime() - graceMs);
    const revisions = await revisionsWithoutRun(db, before);
    for (const input of revisions) {
      await runs.startRevision(input);
      await recordRunStarted(db, input, clock.now());
    }
    const commands = await commandsNotApplied(db, now);
    for (let next = 0; next < commands.length; next += atOnce) {
      await Promise.all(commands.slice(next, next + atOnce).map((command) => sendAgain(services, command, now)));
    }
    const mails = await mailsWithoutRun(db, before);
    await startMails(services, mails);
    return { runs: revisions.length, commands: commands.length, mails: mails.length };
  };
}

async function sendAgain(services: Services, command: Command, now: Date): Promise<void> {
  await postponeCommand(services.db, command.id, now);
  await settle(services, command);
}
