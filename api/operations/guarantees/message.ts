/** POST /guarantees/:id/messages: words to the contractor, or the answer to a correction request. */
import type { RequestHandler } from 'express';
import { messageContentSchema } from '../../../domain/messages.ts';
import { type FieldRefusal, Refusal } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { formField } from '../../portal/forms.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { sendMessage } from '../../talk.ts';
import { caseAddress, caseIdIn } from '../case-address.ts';
import { showCase } from '../guarantee.ts';
import type { OperationsServices } from '../operations-services.ts';
import { wordsIn } from '../reviews/decision.ts';
import { personIn, readerIn } from '../signed-in.ts';

/**
 * Writes it and leads back. What is wrong with the words is told beside them, and they stay.
 *
 * Refuses: `guarantee-must-exist`, `form-must-be-from-this-page`, `correction-request-must-exist`.
 */
export function message(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const { userId, by } = personIn(response);
    const guaranteeId = caseIdIn(request.params.id);
    const idempotencyKey = `operations/${requestIdIn(request)}`;
    const answers = formField(request, 'correctionRequestId');
    const words = wordsIn(request, 'words');
    const wrong = (refusals: readonly FieldRefusal[]) => {
      response.status(422);
      return showCase(services, request, response, { words, answers, refusals });
    };
    const typed = answers === '' ? { words } : { words, correctionRequestId: answers };
    const read = messageContentSchema.safeParse(typed);
    if (!read.success) return wrong(shapeRefusals(read.error, typed));
    try {
      const writing = { reader: readerIn(response), userId, by, guaranteeId, idempotencyKey };
      await sendMessage(services, writing, read.data);
    } catch (error) {
      if (error instanceof Refusal && error.field === 'words') {
        return wrong([{ name: error.refusal, sentence: error.sentence, field: 'words' }]);
      }
      throw error;
    }
    response.redirect(303, `${caseAddress(guaranteeId)}?recorded=message#messages`);
  };
}
