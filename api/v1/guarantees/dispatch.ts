/** POST /guarantees/:id/dispatch: a paper certificate was sent or handed over. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const dispatch = guaranteeAction({
  command: 'recordDispatch',
  scopes: ['reviewer'],
  operationId: 'recordDispatch',
  summary: '証書（紙）の交付を記録する',
  description: 'Records that a paper certificate was sent or handed over.',
  content: commandContents.recordDispatch,
  refusals: [],
});
