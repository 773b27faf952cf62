/** The files of a case that staff may open: papers shown in place, the copy to check, the fee statement. Never a key. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { attachmentFor } from '../../../prisma/attachments.ts';
import { commandTarget } from '../../../prisma/command-views.ts';
import { send } from '../../answer.ts';
import { checkCopyAnswer, fileAnswer } from '../../documents.ts';
import { showPaper } from '../../portal/papers.ts';
import { caseIdIn } from '../case-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn, readerIn } from '../signed-in.ts';

/** GET /guarantees/:id/attachments/:attachmentId. Refuses: `guarantee-must-exist`, `attachment-must-exist`. */
export function paper(services: OperationsServices): RequestHandler {
  const { db } = services;
  return async (request, response) => {
    const id = caseIdIn(request.params.id);
    const reader = readerIn(response);
    if ((await commandTarget(db, reader, id)) === null) throw new Refusal('guarantee-must-exist');
    const { applicationId } = await db.guarantee.findUniqueOrThrow({ where: { id }, select: { applicationId: true } });
    const found = await attachmentFor(db, reader, applicationId, String(request.params.attachmentId));
    await showPaper(services, response, found);
  };
}

/** GET /guarantees/:id/certificates/:revision: marked 確認用. Refuses: `guarantee-must-exist`, `document-must-exist`. */
export function checkCopy(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const question = { guaranteeId: caseIdIn(request.params.id), revision: revisionIn(request.params.revision) };
    send(response, await checkCopyAnswer(services, readerIn(response), question, personIn(response).by));
  };
}

/** GET /guarantees/:id/documents/fee-statement. Refuses: `guarantee-must-exist`, `document-must-exist`. */
export function feeStatement(services: OperationsServices): RequestHandler {
  return async (request, response) => {
    const { revision } = request.query;
    const question = {
      guaranteeId: caseIdIn(request.params.id),
      revision: revision === undefined ? null : revisionIn(revision),
    };
    send(response, await fileAnswer(services, readerIn(response), question, 'fee-statement', personIn(response).by));
  };
}

function revisionIn(said: unknown): number {
  if (typeof said !== 'string' || !/^[1-9]\d{0,5}$/.test(said)) throw new Refusal('document-must-exist');
  return Number(said);
}
