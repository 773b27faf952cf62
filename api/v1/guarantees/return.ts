/** POST /guarantees/:id/return: the surety gives the application back with remarks. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const returning = guaranteeAction({
  command: 'return',
  scopes: ['reviewer'],
  operationId: 'return',
  summary: '差し戻す',
  explanation: '指摘を添えて、申込をお客様へ差し戻します。',
  description: 'Gives the application back to the contractor with remarks.',
  content: commandContents.return,
  refusals: ['reviewer-must-not-act-for-contractor'],
});
