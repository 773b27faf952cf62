/** Lets each check of the sweeper that is due take its round, and writes down what it came to. */
import { type CheckName, type CheckOutcome, checkNames, nothingFound } from '../domain/sweeping.ts';
import { type DueCheck, reportRound, takeCheck } from '../prisma/sweep-checks.ts';
import { compareListing } from './checks/d-sure.ts';
import { findSilentMails } from './checks/mails.ts';
import { findOverdueReviews } from './checks/reviews.ts';
import { findSilentRuns } from './checks/runs.ts';
import { findStanding } from './checks/standing.ts';
import { errorName } from './failures.ts';
import type { Services } from './services.ts';

/** One round of a check. Safe to run again, and beside others. */
export type Check = (services: Services, due: DueCheck) => Promise<CheckOutcome>;

const checks: Readonly<Record<CheckName, Check>> = {
  runs: findSilentRuns,
  mails: findSilentMails,
  steps: findStanding({ stages: ['issuing', 'posting'], kind: 'step-overdue', unexplained: true }),
  reviews: findOverdueReviews,
  dispatches: findStanding({ stages: ['dispatching'], kind: 'dispatch-overdue', unexplained: false }),
  'd-sure': compareListing,
};

/** Checks begin for so long; what is not begun then is due in the next round. */
const beginForMs = 20_000;

/** One check that fails stops no other: it is told in its report, and due again. */
export async function lookOver(services: Services): Promise<void> {
  const { db, clock, logger } = services;
  const end = Date.now() + beginForMs;
  for (const name of checkNames) {
    if (Date.now() > end) return;
    const beganAt = clock.now();
    const due = await takeCheck(db, name, beganAt);
    if (due === null) continue;
    try {
      const outcome = await checks[name](services, due);
      await reportRound(db, { check: name, beganAt, endedAt: clock.now() }, outcome);
    } catch (error) {
      logger.warn({ check: name, errorName: errorName(error) }, 'a check of the sweeper did not come to its end');
      const round = { check: name, beganAt, endedAt: clock.now() };
      await reportRound(db, round, nothingFound, errorName(error));
    }
  }
}
