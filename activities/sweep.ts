/** The sweeper's round: looks over what should have moved, starts what has no run, writes the day's reminders, starts mails, sends again what was not applied, takes new names into the search. All safe to repeat. */
import { watchForAlerts } from '../prisma/alert-changes.ts';
import { bulkRetriesToWake, recordBulkRetryStarted } from '../prisma/bulk-retry-run.ts';
import { type Command, postponeCommand } from '../prisma/commands.ts';
import { dropPastEndings, fillDeadlines } from '../prisma/deadline-filling.ts';
import { renewDeadlines } from '../prisma/deadline-renewal.ts';
import { applyDueChanges } from '../prisma/planned-changes.ts';
import { writeReminders } from '../prisma/reminders.ts';
import { addUpSteps } from '../prisma/stage-totals.ts';
import { writeStaleDocuments } from '../prisma/stale-documents.ts';
import { commandsNotApplied, mailsWithoutRun, recordRunStarted, revisionsWithoutRun } from '../prisma/sweep.ts';
import { reportRound } from '../prisma/sweep-checks.ts';
import type { RevisionInput } from '../workflows/messages.ts';
import { errorName } from './failures.ts';
import { inTens } from './in-tens.ts';
import { lookOver } from './look-over.ts';
import type { Services } from './services.ts';
import { settle } from './settle.ts';
import { startMails } from './start-mails.ts';

/** What was accepted so recently is left to whoever accepted it. */
const graceMs = 5000;

/** How many were carried on, by kind. One that fails stops no other: the next round finds it again. */
export function sweep(services: Services) {
  const { db, clock, logger } = services;
  return async (): Promise<{ runs: number; commands: number; mails: number }> => {
    const now = clock.now();
    const before = new Date(now.getTime() - graceMs);
    await applyDueChanges(db, now);
    await startMails(services, await writeReminders(db, now));
    const mails = await mailsWithoutRun(db, before);
    await startMails(services, mails);
    const revisions = await revisionsWithoutRun(db, before);
    await inTens(revisions, logger, (input) => start(services, input));
    await inTens(await bulkRetriesToWake(db, before, now), logger, (id) => wake(services, id));
    const commands = await commandsNotApplied(db, now);
    await inTens(commands, logger, (command) => sendAgain(services, command, now));
    await writeStaleDocuments(db);
    await addUpSteps(db);
    await fillDeadlines(db, now);
    await renewDeadlines(db, now, (error) => logger.warn({ errorName: errorName(error) }, 'left to the next pass'));
    await dropPastEndings(db);
    const carriedOn = revisions.length + commands.length + mails.length;
    if (carriedOn > 0) await report(services, now, carriedOn);
    await lookOver(services);
    await watchForAlerts(db, clock.now());
    return { runs: revisions.length, commands: commands.length, mails: mails.length };
  };
}

function report({ db, clock }: Services, beganAt: Date, count: number): Promise<void> {
  const outcome = { lookedAt: count, found: count, healed: count, raised: 0 };
  return reportRound(db, { check: 'carried-on', beganAt, endedAt: clock.now() }, outcome);
}

async function start({ db, runs, clock }: Services, input: RevisionInput): Promise<void> {
  await runs.startRevision(input);
  await recordRunStarted(db, input, clock.now());
}

async function wake({ db, runs, clock }: Services, bulkRetryId: string): Promise<void> {
  await runs.wakeBulkRetry(bulkRetryId, 5000);
  await recordBulkRetryStarted(db, bulkRetryId, clock.now());
}

async function sendAgain(services: Services, command: Command, now: Date): Promise<void> {
  await postponeCommand(services.db, command.id, now);
  await settle(services, command);
}
