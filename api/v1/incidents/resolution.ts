/** POST /incidents/:id/resolution: the case goes on without the step. */
import { commandContents } from '../../../domain/command-contents.ts';
import { incidentAction } from './action.ts';

export const resolution = incidentAction({
  command: 'resolve',
  operationId: 'resolveIncident',
  summary: 'この処理を行わずに進める',
  description: 'Goes on without the step. Only a mail can be left out: an issuance, a printing, a posting never.',
  content: commandContents.resolve,
  refusals: ['step-must-allow-resolution'],
});
