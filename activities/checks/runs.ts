/** Runs that should have moved: a lost one is started anew under a higher epoch, one whose code fails becomes an incident. */
import { detailOf } from '../../domain/causes.ts';
import type { Stage } from '../../domain/stages.ts';
import type { Step } from '../../domain/steps.ts';
import { addOutcomes, type CheckOutcome, nothingFound } from '../../domain/sweeping.ts';
import { closeIncident, raiseIncident } from '../../prisma/incidents.ts';
import { raiseEpoch } from '../../prisma/rebuild-run.ts';
import { brokenRunCause, type SilentRun, silentRuns } from '../../prisma/silent-runs.ts';
import { recordRunStarted } from '../../prisma/sweep.ts';
import type { DueCheck } from '../../prisma/sweep-checks.ts';
import { seeFindings } from '../../prisma/sweep-findings.ts';
import { revisionRunId } from '../../workflows/ids.ts';
import { inTens } from '../in-tens.ts';
import type { Services } from '../services.ts';
import { endRound, lapOf, nextAfter } from './laps.ts';

const waitMs = 5000;

/** Asks Temporal about the next page of them. */
export async function findSilentRuns(services: Services, due: DueCheck): Promise<CheckOutcome> {
  const { db, clock, logger } = services;
  const lapBeganAt = lapOf(due, clock.now());
  const page = await silentRuns(db, due.overdueBefore, due.cursor, due.rowsPerRound);
  let outcome = nothingFound;
  await inTens(page, logger, async (silent) => {
    const one = await lookAt(services, silent);
    outcome = addOutcomes(outcome, one);
  });
  const cursor = nextAfter(page, due.rowsPerRound, ({ guaranteeId }) => guaranteeId);
  const closed = await endRound(db, due, { cursor, lapBeganAt, kinds: ['run-ended-early'] }, clock.now());
  return addOutcomes(outcome, { ...nothingFound, healed: closed });
}

async function lookAt(services: Services, silent: SilentRun): Promise<CheckOutcome> {
  const { db, runs, clock } = services;
  const { guaranteeId, revision, epoch, stage, brokenIncidentId } = silent;
  const runId = revisionRunId(guaranteeId, revision);
  const standing = await runs.standing(runId, waitMs);
  const now = clock.now();
  const key = { guaranteeId, revision, epoch };
  switch (standing.kind) {
    case 'running':
      if (brokenIncidentId === null) return { ...nothingFound, lookedAt: 1 };
      await closeIncident(db, key, brokenIncidentId, now);
      return { lookedAt: 1, found: 1, healed: 1, raised: 0 };
    case 'failing': {
      if (brokenIncidentId !== null) return { ...nothingFound, lookedAt: 1, found: 1 };
      const step = stepAt(stage);
      const report = { runId, mailId: null, step, errorName: brokenRunCause, tries: standing.tries };
      await raiseIncident(db, key, { ...report, detail: detailOf(step, brokenRunCause) }, now);
      return { lookedAt: 1, found: 1, healed: 0, raised: 1 };
    }
    case 'lost': {
      const input = await raiseEpoch(db, key, now);
      await runs.startRevision(input, waitMs); // where it fails, the round that starts what has no run does it
      await recordRunStarted(db, input, clock.now());
      return { lookedAt: 1, found: 1, healed: 1, raised: 0 };
    }
    case 'ended': {
      const raised = await seeFindings(db, [{ kind: 'run-ended-early', about: runId, guaranteeId }], now);
      return { lookedAt: 1, found: 1, healed: 0, raised };
    }
  }
}

/** The step that the run is at, or would come to next: an incident is always one of a step. */
function stepAt(stage: Stage): Step {
  return stage === 'posting' || stage === 'posted' ? 'post' : 'issue';
}
