/** Turns a step that keeps failing into an incident row. */
import { detailOf } from '../domain/causes.ts';
import type { Step } from '../domain/steps.ts';
import { raiseIncident as raise } from '../prisma/incidents.ts';
import { caseOfMail } from '../prisma/sent-mails.ts';
import { mailRunId, revisionRunId } from '../workflows/ids.ts';
import type { RevisionRef } from '../workflows/messages.ts';
import type { Services } from './services.ts';

/** The id of the incident: raised, or seen again. */
export function raiseIncident({ db, clock }: Services) {
  return (revision: RevisionRef, step: Step, errorName: string, tries: number): Promise<string> => {
    const runId = revisionRunId(revision.guaranteeId, revision.revision);
    return raise(
      db,
      revision,
      { runId, mailId: null, step, errorName, tries, detail: detailOf(step, errorName) },
      clock.now(),
    );
  };
}

/** The same for a mail's run. */
export function raiseMailIncident({ db, clock }: Services) {
  return async (mailId: string, errorName: string, tries: number): Promise<string> => {
    const { guaranteeId, revision } = await caseOfMail(db, mailId);
    const report = {
      runId: mailRunId(mailId),
      mailId,
      step: 'mail' as const,
      errorName,
      tries,
      detail: detailOf('mail', errorName),
    };
    return raise(db, { guaranteeId, revision, epoch: null }, report, clock.now());
  };
}
