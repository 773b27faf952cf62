/** 添付書類 of a guarantee's application: the list for its own company, and adding while it is still looked at. */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { applicationView } from '../../../prisma/application-views.ts';
import { addAttachment, attachmentFor, refuseUnlessOpen } from '../../../prisma/attachments.ts';
import type { EnclosedFile } from '../../../prisma/draft-attachments.ts';
import { returnedGuarantee } from '../../../prisma/returned-guarantees.ts';
import { json } from '../../answer.ts';
import { paperOnPage, sendPaper } from '../../portal/papers.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { encloseFiles, type PaperRefusal } from '../enclosing.ts';
import { attachmentsAddress, guaranteeAddress, resubmissionAddress } from '../follow-addresses.ts';
import { guaranteeIdIn } from '../guarantee.ts';
import { type DeskPerson, personIn } from '../signed-in.ts';
import { openPaperRequests } from './papers-asked.ts';

export function papers(services: DeskServices): Record<'show' | 'add' | 'download', RequestHandler> {
  const { db, clock } = services;
  const followed = async (request: Request, response: Response) => {
    const { reader } = personIn(response);
    const view = await returnedGuarantee(db, reader, guaranteeIdIn(request.params.id));
    if (view === null) throw new Refusal('guarantee-must-exist');
    return { ...view, reader, at: attachmentsAddress(view.id) };
  };
  const page = async (request: Request, response: Response, refusals: readonly PaperRefusal[]) => {
    const { id, applicationId, reader, stage, at } = await followed(request, response);
    const application = await applicationView(db, reader, applicationId);
    const closed = await refuseUnlessOpen(db, reader, applicationId).then(
      () => null,
      (refusal: Refusal) => refusal.sentence,
    );
    show(services, request, response, 'attachments', {
      title: '添付書類',
      papersAsked: await openPaperRequests(db, reader, { id, stage }),
      files: (application?.attachments ?? []).map(paperOnPage(at, false)),
      refusals,
      error: refusals[0]?.sentence ?? null,
      action: at,
      mayAdd: closed === null,
      closed,
      backHref: stage === 'returned' ? resubmissionAddress(id) : guaranteeAddress(id),
      back: stage === 'returned' ? '申込の入力に戻る' : '保証の画面へ戻る',
    });
  };
  return {
    show: (request, response) => page(request, response, []),
    add: async (request, response) => {
      const { applicationId, reader, at } = await followed(request, response);
      await refuseUnlessOpen(db, reader, applicationId);
      const { userId, contractorId, by } = personIn(response);
      const refusals = await encloseFiles(services, request, response, async (file) => {
        const command = commandOf({ userId, contractorId, by }, applicationId, file);
        const sent = { command, sender: reader, applicationId, ...file };
        await addAttachment(db, sent, (attachmentId) => json(201, { attachmentId }), clock.now());
      });
      if (refusals.length === 0) return response.redirect(303, at);
      response.status(422);
      return page(request, response, refusals);
    },
    download: async (request, response) => {
      const { applicationId, reader } = await followed(request, response);
      const { attachmentId } = request.params;
      await sendPaper(services, response, await attachmentFor(db, reader, applicationId, String(attachmentId)));
    },
  };
}

/** A paper is added once to an application: the same file under the same name is the same command, whoever presses. */
function commandOf(
  { userId, contractorId, by }: Pick<DeskPerson, 'userId' | 'contractorId' | 'by'>,
  applicationId: string,
  file: EnclosedFile,
) {
  const which = createHash('sha256').update(`${applicationId}\n${file.sha256}\n${file.fileName}`).digest('hex');
  const target = { guaranteeId: null, revision: null, incidentId: null };
  return {
    client: `net-desk/${contractorId}`,
    userId,
    by,
    idempotencyKey: `attach/${which}`,
    name: 'attach' as const,
    ...target,
    content: { applicationId, ...file },
  };
}
