/** POST /guarantees/:id/submission: number and key were given to the authority, by the same command as the API's. */
import type { RequestHandler } from 'express';
import { commandContents } from '../../../domain/command-contents.ts';
import { type FieldRefusal, Refusal, refuse } from '../../../domain/refusals.ts';
import { readSubmissionTime, submissionTimeRefusal } from '../../../domain/submission-time.ts';
import { commandTarget } from '../../../prisma/command-views.ts';
import { formField } from '../../portal/forms.ts';
import { press, requestIdIn } from '../../portal/pressed.ts';
import type { DeskServices } from '../desk-services.ts';
import { guaranteeAddress } from '../follow-addresses.ts';
import { guaranteeIdIn, showGuarantee } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';

/**
 * Records it and leads back to the guarantee. The form's own number makes a double press one submission. A day or time
 * that cannot be is told beside its field.
 *
 * Refuses: `guarantee-must-exist`, `content-must-be-in-order`, `stage-must-allow-submission`.
 */
export function submission(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { userId, reader, by } = personIn(response);
    const id = guaranteeIdIn(request.params.id);
    const target = await commandTarget(services.db, reader, id);
    if (target === null) throw new Refusal('guarantee-must-exist');
    const typed = {
      channel: formField(request, 'channel'),
      submittedOn: formField(request, 'submittedOn').slice(0, 40),
      submittedTime: formField(request, 'submittedTime').slice(0, 20),
    };
    const time = readSubmissionTime(typed.submittedOn, typed.submittedTime);
    const refusal = 'refusal' in time ? time.refusal : await refusalOf(services, id, time.at);
    if ('refusal' in time || refusal !== null) {
      response.status(422);
      return showGuarantee(services, request, response, {
        submission: typed,
        refusals: refusal === null ? [] : [refusal],
      });
    }
    const sent = {
      userId,
      by,
      key: `net-desk/${requestIdIn(request)}`,
      name: 'recordSubmission' as const,
      guaranteeId: id,
      revision: target.revision,
      content: contentIn(typed.channel, time.at),
    };
    const told = await press(services, sent, target.stage);
    response.redirect(303, `${guaranteeAddress(id)}?${told}=submission`);
  };
}

/** What the command would be refused with, told before it is written down. */
async function refusalOf(
  { db, clock }: DeskServices,
  guaranteeId: string,
  at: Date | null,
): Promise<FieldRefusal | null> {
  if (at === null) return null;
  const newest = await db.revision.findFirst({ where: { guaranteeId }, orderBy: { number: 'desc' } });
  const name = submissionTimeRefusal(at, clock.now(), newest?.arrivedAt ?? null);
  return name === null ? null : refuse(name, 'submittedOn');
}

function contentIn(channel: string, at: Date | null) {
  const submittedAt = at === null ? {} : { submittedAt: at.toISOString() };
  const read = commandContents.recordSubmission.safeParse({ channel, ...submittedAt });
  if (!read.success) throw new Refusal('content-must-be-in-order');
  return { channel: read.data.channel, ...submittedAt };
}
