/** POST /guarantees/:id/messages: words to the branch, by the same act as the API's. */
import type { RequestHandler } from 'express';
import { messageContentSchema } from '../../../domain/messages.ts';
import { type FieldRefusal, Refusal } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { formField } from '../../portal/forms.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { sendMessage } from '../../talk.ts';
import type { DeskServices } from '../desk-services.ts';
import { guaranteeAddress } from '../follow-addresses.ts';
import { guaranteeIdIn, showGuarantee } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';

/**
 * Writes it and leads back. What is wrong with the words is told beside them, and they stay.
 *
 * Refuses: `guarantee-must-exist`, `form-must-be-from-this-page`.
 */
export function message(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { userId, reader, by } = personIn(response);
    const guaranteeId = guaranteeIdIn(request.params.id);
    const typed = formField(request, 'words').replaceAll('\r\n', '\n').trim();
    const idempotencyKey = `net-desk/${requestIdIn(request)}`;
    const wrong = (refusals: readonly FieldRefusal[]) => {
      response.status(422);
      return showGuarantee(services, request, response, { words: typed, refusals });
    };
    const read = messageContentSchema.safeParse({ words: typed });
    if (!read.success) return wrong(shapeRefusals(read.error, { words: typed }));
    try {
      await sendMessage(services, { reader, userId, by, guaranteeId, idempotencyKey }, read.data);
    } catch (error) {
      if (error instanceof Refusal && error.field === 'words') {
        return wrong([{ name: error.refusal, sentence: error.sentence, field: 'words' }]);
      }
      throw error;
    }
    response.redirect(303, `${guaranteeAddress(guaranteeId)}?recorded=message#messages`);
  };
}
