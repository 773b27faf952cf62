/** One mail, sent by itself: no case waits for it, and a mail after a case's end is no special case. */
import { setCurrentDetails } from '@temporalio/workflow';
import { mail, tables } from './asks.ts';
import { effect } from './effect.ts';
import { type CaseState, openInbox } from './inbox.ts';
import type { MailInput } from './messages.ts';

/** Sends the mail of a row, or waits with an incident until it is retried or resolved. Ends `sent` or `skipped`. */
export async function mailWorkflow({ mailId }: MailInput): Promise<'sent' | 'skipped'> {
  const state: CaseState = { stage: 'submitted', incidentId: null };
  const inbox = openInbox(['retry', 'resolve'], state, (command) =>
    tables().recordMailCommand(mailId, command.commandId),
  );
  setCurrentDetails('メールを送っています');
  const outcome = await effect(
    'mail',
    {
      raise: (_step, errorName, tries) => tables().raiseMailIncident(mailId, errorName, tries),
      settled: inbox.incidentSettled,
    },
    () => mail().sendMail(mailId),
  );
  await inbox.recordWaiting();
  await inbox.everyoneIsAnswered();
  return outcome;
}
