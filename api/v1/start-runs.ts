/** Starts the runs of what was just accepted. A start that fails is no failure of the request: the sweeper finds it. */
import { recordRunStarted } from '../../prisma/sweep.ts';
import type { RevisionInput } from '../../workflows/messages.ts';
import { loggable } from '../failures.ts';
import { inTime } from '../in-time.ts';
import type { ApiServices } from '../services.ts';

const patienceMs = 1000;

/** On return the runs were started, or a second is over. */
export async function startRuns(services: ApiServices, inputs: readonly RevisionInput[]): Promise<void> {
  await inTime(Promise.all(inputs.map((input) => startRun(services, input))), patienceMs, undefined);
}

async function startRun({ db, runs, clock, logger }: ApiServices, input: RevisionInput): Promise<void> {
  try {
    await runs.startRevision(input, patienceMs);
    await recordRunStarted(db, input, clock.now());
  } catch (error) {
    logger.warn(
      { guaranteeId: input.guaranteeId, errorName: loggable(error).errorName },
      'a run waits for the sweeper',
    );
  }
}
