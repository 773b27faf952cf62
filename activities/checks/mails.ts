/** Mails that wait for long though their run was started: a lost run is started anew, a broken one becomes an incident. */
import { detailOf } from '../../domain/causes.ts';
import { addOutcomes, type CheckOutcome, nothingFound } from '../../domain/sweeping.ts';
import { closeIncident, raiseIncident } from '../../prisma/incidents.ts';
import { caseOfMail } from '../../prisma/sent-mails.ts';
import { brokenRunCause, forgetMailRun, type SilentMail, silentMails } from '../../prisma/silent-runs.ts';
import type { DueCheck } from '../../prisma/sweep-checks.ts';
import { seeFindings } from '../../prisma/sweep-findings.ts';
import { mailRunId } from '../../workflows/ids.ts';
import { inTens } from '../in-tens.ts';
import type { Services } from '../services.ts';
import { startMails } from '../start-mails.ts';
import { endRound, lapOf, nextAfter } from './laps.ts';

const waitMs = 5000;

/** Asks Temporal about the next page of them. */
export async function findSilentMails(services: Services, due: DueCheck): Promise<CheckOutcome> {
  const { db, clock, logger } = services;
  const lapBeganAt = lapOf(due, clock.now());
  const page = await silentMails(db, due.overdueBefore, due.cursor, due.rowsPerRound);
  let outcome = nothingFound;
  await inTens(page, logger, async (silent) => {
    const one = await lookAt(services, silent);
    outcome = addOutcomes(outcome, one);
  });
  const cursor = nextAfter(page, due.rowsPerRound, ({ id }) => id);
  const closed = await endRound(db, due, { cursor, lapBeganAt, kinds: ['mail-not-sent'] }, clock.now());
  return addOutcomes(outcome, { ...nothingFound, healed: closed });
}

async function lookAt(services: Services, { id, guaranteeId, brokenIncidentId }: SilentMail): Promise<CheckOutcome> {
  const { db, runs, clock } = services;
  const runId = mailRunId(id);
  const standing = await runs.standing(runId, waitMs);
  const now = clock.now();
  if (standing.kind === 'lost') {
    await forgetMailRun(db, id);
    await startMails(services, [id]);
    return { lookedAt: 1, found: 1, healed: 1, raised: 0 };
  }
  const { revision } = await caseOfMail(db, id);
  const key = { guaranteeId, revision, epoch: null };
  if (standing.kind === 'failing') {
    if (brokenIncidentId !== null) return { ...nothingFound, lookedAt: 1, found: 1 };
    const report = { runId, mailId: id, step: 'mail' as const, errorName: brokenRunCause, tries: standing.tries };
    await raiseIncident(db, key, { ...report, detail: detailOf('mail', brokenRunCause) }, now);
    return { lookedAt: 1, found: 1, healed: 0, raised: 1 };
  }
  if (brokenIncidentId !== null) {
    await closeIncident(db, key, brokenIncidentId, now);
    return { lookedAt: 1, found: 1, healed: 1, raised: 0 };
  }
  const raised = await seeFindings(db, [{ kind: 'mail-not-sent', about: id, guaranteeId }], now);
  return { lookedAt: 1, found: 1, healed: 0, raised };
}
