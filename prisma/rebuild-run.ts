/** Gives a revision whose run is lost to a new one: the epoch is raised, so that whatever is left of the old one writes nothing more. */
import type { Stage } from '../domain/stages.ts';
import type { Database } from './database.ts';
import { appendEvents } from './events.ts';
import { lockRevision, type RevisionKey, stageOf } from './revisions.ts';

/**
 * The revision waits for a run of the next epoch, which the sweeper starts where the caller does not. Of two that ask at
 * once one is refused. Returns what the new run is started with.
 *
 * Refuses: `guarantee-must-exist`, `epoch-must-be-current`.
 */
export async function raiseEpoch(db: Database, key: RevisionKey, now: Date) {
  return db.$transaction(async (tx) => {
    const revision = await lockRevision(tx, key);
    const epoch = revision.epoch + 1;
    await tx.revision.update({
      where: { guaranteeId_number: { guaranteeId: key.guaranteeId, number: key.revision } },
      data: { epoch, runStartedAt: null },
    });
    const event = { revision: key.revision, kind: 'run-rebuilt', actorId: null, content: { epoch } };
    await appendEvents(tx, revision, [event], now);
    const resumeFrom: Stage = stageOf(revision);
    return { guaranteeId: key.guaranteeId, revision: key.revision, resumeFrom, epoch };
  });
}
