/** POST /guarantees/:id/fee-payment: the guarantee fee was paid. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const feePayment = guaranteeAction({
  command: 'recordFeePayment',
  scopes: ['operator', 'reviewer'],
  operationId: 'recordFeePayment',
  summary: '入金を記録する',
  explanation: '保証料の全額が入金されたことを記録します。',
  description: 'Records that the guarantee fee was paid, in full.',
  content: commandContents.recordFeePayment,
  refusals: ['fee-must-be-paid-in-full'],
});
