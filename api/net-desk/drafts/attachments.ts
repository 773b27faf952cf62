/** 添付書類 of a draft: the list, adding by drag or dialog or a plain form, and taking out again. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { draftAttachments, encloseInDraft, removeFromDraft } from '../../../prisma/draft-attachments.ts';
import { readDraft } from '../../../prisma/drafts.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { paperOnPage, sendPaper } from '../../portal/papers.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { encloseFiles, type PaperRefusal } from '../enclosing.ts';
import { personIn } from '../signed-in.ts';
import { draftIdIn } from './draft.ts';

export function draftPapers(services: DeskServices): Record<'show' | 'add' | 'download' | 'remove', RequestHandler> {
  const { db, clock } = services;
  const openDraft = async (request: Request, response: Response) => {
    const id = draftIdIn(request);
    const { reader } = personIn(response);
    const { receiptNumber } = await readDraft(db, reader, id);
    if (receiptNumber !== null) throw new Refusal('draft-must-exist');
    return { id, reader, at: `/drafts/${id}/attachments` };
  };
  const page = async (request: Request, response: Response, refusals: readonly PaperRefusal[]) => {
    const { id, reader, at } = await openDraft(request, response);
    show(services, request, response, 'attachments', {
      title: '添付書類',
      files: (await draftAttachments(db, reader, id)).map(paperOnPage(at, true)),
      refusals,
      error: refusals[0]?.sentence ?? null,
      action: at,
      mayAdd: true,
      backHref: `/drafts/${id}`,
      back: '申込の入力に戻る',
    });
  };
  return {
    show: (request, response) => page(request, response, []),
    add: async (request, response) => {
      const { id, reader, at } = await openDraft(request, response);
      const refusals = await encloseFiles(services, request, response, (file) =>
        encloseInDraft(db, reader, id, file, clock.now()),
      );
      if (refusals.length === 0) return response.redirect(303, at);
      response.status(422);
      return page(request, response, refusals);
    },
    download: async (request, response) => {
      const { id, reader } = await openDraft(request, response);
      const papers = await draftAttachments(db, reader, id);
      await sendPaper(
        services,
        response,
        papers.find((paper) => paper.id === request.params.attachmentId),
      );
    },
    remove: async (request, response) => {
      const { id, reader, at } = await openDraft(request, response);
      const { attachmentId } = request.params;
      if (typeof attachmentId !== 'string' || !uuidForm.test(attachmentId)) throw new Refusal('attachment-must-exist');
      await removeFromDraft(db, reader, id, attachmentId);
      response.redirect(303, at);
    },
  };
}
