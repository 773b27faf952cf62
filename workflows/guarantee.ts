/** One revision of a guarantee, from application to submission. */
import { setCurrentDetails } from '@temporalio/workflow';
import { commandNames } from '../domain/commands.ts';
import { isEnd, type Stage, stages } from '../domain/stages.ts';
import { documents, dSure, issuance, tables } from './asks.ts';
import { effect, type Incidents } from './effect.ts';
import { answerProgress, type CaseState, openInbox } from './inbox.ts';
import type { RevisionInput, RevisionRef } from './messages.ts';

/** The life of one revision. The run ends at an end stage; what the authority does later is a row, not a stage. */
export async function guaranteeWorkflow(input: RevisionInput): Promise<Stage> {
  const revision: RevisionRef = { guaranteeId: input.guaranteeId, revision: input.revision, epoch: input.epoch };
  const state: CaseState = { stage: input.resumeFrom, incidentId: null };
  const inbox = openInbox(commandNames, state, (command) => tables().recordCommand(revision, command.commandId));
  const incidents: Incidents = {
    raise: (step, errorName, tries) => tables().raiseIncident(revision, step, errorName, tries),
    settled: inbox.incidentSettled,
  };
  answerProgress(() => ({ stage: state.stage, epoch: input.epoch, incidentId: state.incidentId }));

  for (;;) {
    setCurrentDetails(stages[state.stage].title);
    await inbox.recordWaiting(); // what the stage no longer allows is refused by the tables
    if (isEnd(state.stage)) break;
    state.stage = await next(state.stage);
  }
  await inbox.everyoneIsAnswered();
  return state.stage;

  /** Takes the step that the stage asks of the service, or waits for whom it waits for. */
  async function next(stage: Stage): Promise<Stage> {
    switch (stage) {
      case 'issuing':
        await effect('issue', incidents, () => issuance().issueCertificate(revision));
        return effect('print', incidents, () => documents().printDocuments(revision));
      case 'posting':
        return effect('post', incidents, () => dSure().postCertificate(revision));
      default:
        await inbox.somethingWaits();
        return stage;
    }
  }
}
