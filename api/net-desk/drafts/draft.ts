/** 申込作成: the form of one draft. It is saved as it is typed; nothing is checked until that is asked for. */
import type { Request, RequestHandler, Response } from 'express';
import type { TypedApplication } from '../../../domain/application-form.ts';
import { listInstant } from '../../../domain/eras.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { readDraft, saveDraft } from '../../../prisma/drafts.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { languageOf } from '../../../web/language.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { show } from '../show.ts';
import { formField, personIn } from '../signed-in.ts';
import { branchOfDraft } from './branch-of-draft.ts';
import { formValues } from './form-values.ts';
import { checked, type FormRefusal, typedIn } from './typed.ts';

/** The id in the address. Refuses: `draft-must-exist`, in the same words as for an id that nobody has. */
export function draftIdIn({ params }: Request): string {
  const { id } = params;
  if (typeof id !== 'string' || !uuidForm.test(id)) throw new Refusal('draft-must-exist');
  return id;
}

export function draft(services: DeskServices): { show: RequestHandler; submit: RequestHandler; save: RequestHandler } {
  const form = async (
    request: Request,
    response: Response,
    id: string,
    typed: TypedApplication,
    { refusals = [], savedAt }: { refusals?: readonly FormRefusal[]; savedAt: Date },
  ) => {
    const values = await formValues(services, typed, refusals);
    const branch = await branchOfDraft(services, personIn(response).reader, typed);
    show(services, request, response, 'drafts/draft', { title: '申込作成', id, savedAt, branch, ...values });
  };
  return {
    show: async (request, response) => {
      const id = draftIdIn(request);
      const { typed, savedAt, receiptNumber } = await readDraft(services.db, personIn(response).reader, id);
      if (receiptNumber !== null) return response.redirect(303, `/drafts/${id}/sent`);
      await form(request, response, id, typed, { savedAt });
    },
    submit: async (request, response) => {
      const id = draftIdIn(request);
      const { reader, contractorId } = personIn(response);
      const savedAt = services.clock.now();
      const typed = typedIn(request);
      await saveDraft(services.db, reader, id, typed, savedAt);
      switch (formField(request, 'step')) {
        case 'confirm': {
          const result = await checked(services, contractorId, typed);
          if ('application' in result) return response.redirect(303, `/drafts/${id}/confirmation`);
          response.status(422);
          return form(request, response, id, typed, { refusals: result.refusals, savedAt });
        }
        case 'delete':
          return response.redirect(303, `/drafts/${id}/deletion`);
        default:
          return form(request, response, id, typed, { savedAt });
      }
    },
    save: async (request, response) => {
      const at = services.clock.now();
      await saveDraft(services.db, personIn(response).reader, draftIdIn(request), typedIn(request), at);
      const t = services.pages.translate[languageOf(request, languageCookie)];
      const words = t('下書きを保存しました {at}', { at: listInstant(at) });
      response.type('text/plain').send(words);
    },
  };
}
