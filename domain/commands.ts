/** What people, programs and the service itself may ask of a case. The content stays in the Command row. */
import type { RefusalName } from './refusals.ts';
import type { Stage } from './stages.ts';

export const commandNames = [
  'approve',
  'return',
  'decline',
  'resubmit',
  'withdraw',
  'recordFeePayment',
  'recordDispatch',
  'recordSubmission',
  'supersede',
  'retry',
  'resolve',
] as const;
export type CommandName = (typeof commandNames)[number];

/** What no run hears: asked, done and answered in one transaction. */
export const commandsWithoutRun = [
  'takeIncident',
  'commentIncident',
  'previewBulkRetry',
  'confirmBulkRetry',
  'pauseBulkRetry',
  'resumeBulkRetry',
  'cancelBulkRetry',
  'paceBulkRetry',
  'openCircuit',
  'closeCircuit',
  'apply',
  'attach',
  'message',
  'requestCorrection',
  'askForPaper',
  'sendSubmission',
] as const;
export type CommandWithoutRun = (typeof commandsWithoutRun)[number];

/** The two commands that name an incident rather than a stage. */
export type IncidentCommandName = 'retry' | 'resolve';
export type StageCommandName = Exclude<CommandName, IncidentCommandName>;

/** What each command is refused with where the stage, or the incident, does not allow it. */
export const commandRefusals = {
  approve: 'stage-must-allow-approval',
  return: 'stage-must-allow-return',
  decline: 'stage-must-allow-decline',
  resubmit: 'stage-must-allow-resubmission',
  withdraw: 'stage-must-allow-withdrawal',
  recordFeePayment: 'stage-must-allow-fee-payment',
  recordDispatch: 'stage-must-allow-dispatch',
  recordSubmission: 'stage-must-allow-submission',
  supersede: 'stage-must-allow-supersession',
  retry: 'incident-must-be-open',
  resolve: 'incident-must-be-open',
} as const satisfies Record<CommandName, RefusalName>;

/** Whether the command names an incident. */
export function namesIncident(name: CommandName): name is IncidentCommandName {
  return name === 'retry' || name === 'resolve';
}

/** How a command was recorded, for life. `stage` is the revision's stage afterwards. */
export interface RecordedCommand {
  readonly state: 'applied' | 'refused';
  readonly refusal: RefusalName | null;
  readonly stage: Stage;
}
