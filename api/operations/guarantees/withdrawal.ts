/** /guarantees/:id/withdrawal: an application that its contractor abandoned is ended, with a reason. */
import { commandContents } from '../../../domain/command-contents.ts';
import { refuse } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import type { OperationsServices } from '../operations-services.ts';
import { wordsIn } from '../reviews/decision.ts';
import { caseAction } from './case-action.ts';

export function withdrawal(services: OperationsServices) {
  return caseAction(services, {
    name: 'withdrawal',
    command: 'withdraw',
    title: '取り下げる',
    stages: ['returned', 'awaiting-fee'],
    read: (request) => ({ reason: wordsIn(request, 'reason') }),
    check: (content) => {
      if (content.reason === '') return { refusals: [refuse('reason-must-be-given', 'reason')] };
      const read = commandContents.withdraw.safeParse(content);
      return read.success ? { content } : { refusals: shapeRefusals(read.error, content) };
    },
    field: 'reason',
    fields: {},
    values: () => ({}),
  });
}
