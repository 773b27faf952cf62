/** GET /guarantees/:id/documents/:kind and /guarantees/:id/certificates/:revision: the files, and the copy to check. */
import type { Request, RequestHandler } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { send } from '../../answer.ts';
import { checkCopyAnswer, fileAnswer } from '../../documents.ts';
import type { DeskServices } from '../desk-services.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { personIn } from '../signed-in.ts';

/** The key notice or the fee statement. Refuses: as the API's document. */
export function document(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { kind } = request.params;
    if (kind !== 'key-notice' && kind !== 'fee-statement') throw new Refusal('address-must-exist');
    const { revision } = request.query;
    const question = { guaranteeId: guaranteeIdIn(request.params.id), revision: revisionIn(revision) };
    const { reader, by } = personIn(response);
    send(response, await fileAnswer(services, reader, question, kind, by));
  };
}

/** That very revision's certificate, marked 確認用. Refuses: `guarantee-must-exist`, `document-must-exist`. */
export function certificate(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const revision = revisionIn(request.params.revision);
    if (revision === null) throw new Refusal('document-must-exist');
    const question = { guaranteeId: guaranteeIdIn(request.params.id), revision };
    const { reader, by } = personIn(response);
    send(response, await checkCopyAnswer(services, reader, question, by));
  };
}

/** The number of a revision; null where none is said. */
function revisionIn(said: Request['query'][string]): number | null {
  if (said === undefined) return null;
  if (typeof said !== 'string' || !/^[1-9]\d{0,5}$/.test(said)) throw new Refusal('document-must-exist');
  return Number(said);
}
