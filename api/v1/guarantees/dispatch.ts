/** POST /guarantees/:id/dispatch: a paper certificate was sent or handed over. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const dispatch = guaranteeAction({
  command: 'recordDispatch',
  scopes: ['reviewer'],
  operationId: 'recordDispatch',
  summary: '証書（紙）の交付を記録する',
  explanation: '証書（紙）を送った、または支店で渡したことを記録します。',
  description: 'Records that a paper certificate was sent or handed over.',
  content: commandContents.recordDispatch,
  refusals: [],
});
