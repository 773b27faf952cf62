/** POST /guarantees/:id/approval: the surety approves. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const approval = guaranteeAction({
  command: 'approve',
  scopes: ['reviewer'],
  operationId: 'approve',
  summary: '引受承認する',
  explanation:
    '引受を承認します。限度額を超えるときは二人目の承認を待ち、一括納付のときは入金を待たずに発行へ進みます。',
  description:
    'Approves the guarantee. Above a limit a second person is asked; then the fee; a monthly batch passes at once.',
  content: commandContents.approve,
  refusals: ['reviewer-must-not-act-for-contractor', 'second-approver-must-differ', 'contract-must-be-signed'],
});
