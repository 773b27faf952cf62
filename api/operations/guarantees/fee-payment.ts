/** /guarantees/:id/fee-payment: a guarantee fee that arrived, recorded by hand with its amount and its day. */
import { commandContents } from '../../../domain/command-contents.ts';
import { readDay } from '../../../domain/dates.ts';
import { refuse } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { readYen } from '../../../domain/yen.ts';
import { formField } from '../../portal/forms.ts';
import type { OperationsServices } from '../operations-services.ts';
import { caseAction } from './case-action.ts';

export function feePayment(services: OperationsServices) {
  return caseAction(services, {
    name: 'fee-payment',
    command: 'recordFeePayment',
    title: '入金を記録する',
    stages: ['awaiting-fee'],
    read: (request) => ({
      amountYen: formField(request, 'amountYen').slice(0, 40),
      paidOn: formField(request, 'paidOn').slice(0, 40),
    }),
    check: (typed) => {
      const [amountYen, paidOn] = [readYen(typed.amountYen), readDay(typed.paidOn)];
      const unread = [
        ...(amountYen === null ? [refuse('amount-must-be-within-bounds', 'amountYen')] : []),
        ...(paidOn === null ? [refuse('day-must-exist', 'paidOn')] : []),
      ];
      if (unread.length > 0) return { refusals: unread };
      const content = { amountYen, paidOn };
      const read = commandContents.recordFeePayment.safeParse(content);
      return read.success ? { content } : { refusals: shapeRefusals(read.error, content) };
    },
    field: 'amountYen',
    fields: { 'day-must-not-be-ahead': 'paidOn' },
    values: ({ feeYen }) => ({ feeYen }),
  });
}
