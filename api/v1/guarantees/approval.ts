/** POST /guarantees/:id/approval: the surety approves. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const approval = guaranteeAction({
  command: 'approve',
  scopes: ['reviewer'],
  operationId: 'approve',
  summary: '引受承認する',
  description:
    'Approves the guarantee. Above a limit a second person is asked; then the fee; a monthly batch passes at once.',
  content: commandContents.approve,
  refusals: ['reviewer-must-not-act-for-contractor', 'second-approver-must-differ', 'contract-must-be-signed'],
});
