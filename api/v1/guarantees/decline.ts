/** POST /guarantees/:id/decline: the surety declines. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const decline = guaranteeAction({
  command: 'decline',
  scopes: ['reviewer'],
  operationId: 'decline',
  summary: '引受不可にする',
  explanation: '理由を添えて、引受不可とします。',
  description: 'Declines the guarantee, with the reason.',
  content: commandContents.decline,
  refusals: ['reviewer-must-not-act-for-contractor'],
});
