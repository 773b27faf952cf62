/** /reviews/:id/approval: what an approval leads to, the stops that need a reason, and the press. */
import { commandContents } from '../../../domain/command-contents.ts';
import { feeIsPassedAtOnce } from '../../../domain/review.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import type { ReviewCase } from '../../../prisma/review-case.ts';
import type { OperationsServices } from '../operations-services.ts';
import { commandDecision } from './command-decision.ts';
import { wordsIn } from './decision.ts';

export function approval(services: OperationsServices) {
  return commandDecision(services, 'approve', {
    name: 'approval',
    title: '引受承認',
    isConfirmed: false,
    read: (request) => wordsIn(request, 'reason'),
    check: (reason) => {
      const content = reason === '' ? {} : { reason };
      const read = commandContents.approve.safeParse(content);
      return read.success ? { content } : { refusals: shapeRefusals(read.error, content) };
    },
    values: (view, reason) => ({ reason, feeYen: view.expectedFeeYen, next: nextOf(view) }),
  });
}

/** Who acts after the approval, in a sentence. */
function nextOf({ isSecond, needsSecond, terms }: ReviewCase): string {
  if (!isSecond && needsSecond) return '一人で承認できる金額を超えるため、二人目の承認を待ちます。';
  return feeIsPassedAtOnce(terms.feePayment)
    ? '一括納付のため、入金を待たずに発行へ進みます。'
    : '受注者に保証料のご案内をメールで送り、入金を待ちます。';
}
