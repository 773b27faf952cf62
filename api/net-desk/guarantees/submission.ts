/** POST /guarantees/:id/submission: number and key were given to the authority, by the same command as the API's. */
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { commandContents } from '../../../domain/command-contents.ts';
import { Refusal, type RefusalName, refusalSentences } from '../../../domain/refusals.ts';
import { commandTarget } from '../../../prisma/command-views.ts';
import { settle } from '../../v1/settle.ts';
import type { DeskServices } from '../desk-services.ts';
import { guaranteeAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { formField, personIn } from '../signed-in.ts';

/**
 * Records it and leads back to the guarantee. The form's own number makes a double press one submission.
 *
 * Refuses: `guarantee-must-exist`, `content-must-be-in-order`, `stage-must-allow-submission`.
 */
export function submission(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { userId, reader } = personIn(response);
    const id = guaranteeIdIn(request.params.id);
    const target = await commandTarget(services.db, reader, id);
    if (target === null) throw new Refusal('guarantee-must-exist');
    const sent = {
      client: userId,
      userId,
      idempotencyKey: `net-desk/${requestIdIn(request)}`,
      name: 'recordSubmission' as const,
      guaranteeId: id,
      revision: target.revision,
      incidentId: null,
      content: contentIn(request),
    };
    const answer = await settle(services, sent, target.stage);
    if (answer.status >= 400) throw refusalIn(answer.body);
    const told = answer.status === 202 ? 'underway' : 'recorded';
    response.redirect(303, `${guaranteeAddress(id)}?${told}=submission`);
  };
}

/** The form's own number: a double press is one act. Refuses: `form-must-be-from-this-page`. */
export function requestIdIn(request: Request): string {
  const read = z.uuid().safeParse(formField(request, 'requestId'));
  if (!read.success) throw new Refusal('form-must-be-from-this-page');
  return read.data;
}

function contentIn(request: Request) {
  const read = commandContents.recordSubmission.safeParse({ channel: formField(request, 'channel') });
  if (!read.success) throw new Refusal('content-must-be-in-order');
  return read.data;
}

/** The refusal that a problem document names. */
export function refusalIn(body: string): Refusal {
  const { name, title } = JSON.parse(body) as { name: string; title: string };
  if (!(name in refusalSentences)) throw new Error('a command was answered by a problem that is no refusal');
  return new Refusal(name as RefusalName, { sentence: title });
}
