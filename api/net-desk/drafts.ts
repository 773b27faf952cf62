/** 保証申込: the company's drafts, and a new one. */
import type { RequestHandler } from 'express';
import { beginDraft, listDrafts } from '../../prisma/drafts.ts';
import type { DeskServices } from './desk-services.ts';
import { show } from './show.ts';
import { personIn } from './signed-in.ts';

export function drafts(services: DeskServices): { show: RequestHandler; begin: RequestHandler } {
  return {
    show: async (request, response) => {
      const rows = await listDrafts(services.db, personIn(response).reader);
      const listed = rows.map(({ id, typed, savedAt }) => ({
        href: `/drafts/${id}`,
        projectName: typed['contract.projectName'] ?? null,
        savedAt,
      }));
      show(services, request, response, 'drafts', { title: '保証申込', drafts: listed });
    },
    begin: async (_request, response) => {
      const { userId, contractorId, contractorName } = personIn(response);
      // What nearly every application says; everything else is asked.
      const usual = {
        'contract.kind': 'works',
        'contract.contractDateIs': 'signed',
        'contract.prepaymentPlanned': 'yes',
        'prepayment.form': 'electronic',
        'midterm-prepayment.form': 'electronic',
        'contract-guarantee.form': 'electronic',
        'prepayment.feeBilledTo': contractorName,
        'midterm-prepayment.feeBilledTo': contractorName,
        'contract-guarantee.feeBilledTo': contractorName,
        'delivery.completionMail': 'yes',
      };
      const id = await beginDraft(services.db, { userId, contractorId }, usual, services.clock.now());
      response.redirect(303, `/drafts/${id}`);
    },
  };
}
