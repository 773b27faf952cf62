/** POST /guarantees/:id/withdrawal: the contractor, or staff for what was abandoned, takes it back. */
import { commandContents } from '../../../domain/command-contents.ts';
import { guaranteeAction } from './action.ts';

export const withdrawal = guaranteeAction({
  command: 'withdraw',
  scopes: ['contractor', 'reviewer', 'operator'],
  operationId: 'withdraw',
  summary: '取り下げる',
  explanation: '発行の前に取り下げます。担当者は、放置された申込を、理由を添えて取り下げられます。',
  description:
    'Withdraws before issuance. The contractor may at any such time; staff may withdraw what was abandoned, with a reason.',
  content: commandContents.withdraw,
  refusals: ['reason-must-be-given'],
});
