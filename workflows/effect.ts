/** An effect that keeps failing becomes an incident row, and the run waits with it until somebody frees it. */
import { ActivityFailure, ApplicationFailure, setCurrentDetails } from '@temporalio/workflow';
import { type Step, stepNames } from '../domain/steps.ts';
import { wasHandedBack, whatFailed } from './failure.ts';

/** How a run tells of an incident and learns what was done about it. */
export interface Incidents {
  readonly raise: (step: Step, errorName: string, tries: number) => Promise<string>;
  /** Resolves when a retry or a resolution of this incident was recorded as applied. */
  readonly settled: (incidentId: string) => Promise<'retry' | 'resolve'>;
}

/**
 * Runs an effect until it succeeds, and returns what it returned. After a resolution it is run once more as well:
 * the tables then hold what was resolved (a skipped mail, corrected data), and the effect returns at once.
 */
export async function effect<T>(step: Step, incidents: Incidents, act: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (wasHandedBack(error)) continue;
      if (!(error instanceof ActivityFailure) || isFinal(error)) throw error;
      const { errorName, tries } = whatFailed(error);
      const incidentId = await incidents.raise(step, errorName, tries);
      setCurrentDetails(`${stepNames[step]}で止まっています（${errorName}）。再実行または解決を待っています`);
      await incidents.settled(incidentId);
      setCurrentDetails(`${stepNames[step]}を再実行しています`);
    }
  }
}

/** Cancelled, or overtaken by a newer run: this one must end, not wait. */
function isFinal(error: ActivityFailure): boolean {
  if (error.cause instanceof ApplicationFailure) return error.cause.type === 'epoch-must-be-current';
  return error.cause?.name === 'CancelledFailure';
}
