/** What people, programs and the service itself may ask of a case. The content stays in the Command row. */

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

/** The two commands that name an incident rather than a stage. */
export const incidentCommandNames = ['retry', 'resolve'] as const satisfies readonly CommandName[];
export type IncidentCommandName = (typeof incidentCommandNames)[number];
export type StageCommandName = Exclude<CommandName, IncidentCommandName>;
