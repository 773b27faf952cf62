/** POST /incidents/:id/resolution: the case goes on without the step. */
import { commandContents } from '../../../domain/command-contents.ts';
import { incidentAction } from './action.ts';

export const resolution = incidentAction({
  command: 'resolve',
  operationId: 'resolveIncident',
  summary: 'この処理を行わずに進める',
  explanation: 'その処理を行わずに先へ進めます。省けるのはメールだけで、発行・印刷・掲載は省けません。',
  description: 'Goes on without the step. Only a mail can be left out: an issuance, a printing, a posting never.',
  content: commandContents.resolve,
  refusals: ['step-must-allow-resolution'],
});
