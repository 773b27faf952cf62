/** 下書きの削除: a page that says what it means, and the press. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { deleteDraft, readDraft } from '../../../prisma/drafts.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { draftIdIn } from './draft.ts';

export function deletion(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const id = draftIdIn(request);
      const { typed, receiptNumber } = await readDraft(services.db, personIn(response).reader, id);
      if (receiptNumber !== null) throw new Refusal('draft-must-exist');
      const projectName = typed['contract.projectName'] ?? null;
      show(services, request, response, 'drafts/deletion', { title: '下書きを削除しますか', id, projectName });
    },
    submit: async (request, response) => {
      const id = draftIdIn(request);
      await readDraft(services.db, personIn(response).reader, id);
      await deleteDraft(services.db, personIn(response).reader, id);
      response.redirect(303, '/drafts');
    },
  };
}
