/** 申込作成: the form of one draft. It is saved as it is typed; nothing is checked until that is asked for. */
import type { Request, RequestHandler, Response } from 'express';
import type { TypedApplication } from '../../../domain/application-form.ts';
import { type FormPart, isFormPart, losesWords, withCleared } from '../../../domain/cleared-form.ts';
import { listInstant } from '../../../domain/eras.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { draftAttachments } from '../../../prisma/draft-attachments.ts';
import { readDraft, saveDraft } from '../../../prisma/drafts.ts';
import { uuidForm } from '../../../prisma/keyset.ts';
import { languageOf } from '../../../web/language.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import { type DeskServices, languageCookie } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { branchOfDraft } from './branch-of-draft.ts';
import { formValues } from './form-values.ts';
import { checked, type FormRefusal, typedIn } from './typed.ts';
import { usualApplication } from './usual.ts';

/** The id in the address. Refuses: `draft-must-exist`, in the same words as for an id that nobody has. */
export function draftIdIn({ params }: Request): string {
  const { id } = params;
  if (typeof id !== 'string' || !uuidForm.test(id)) throw new Refusal('draft-must-exist');
  return id;
}

interface Shown {
  readonly refusals?: readonly FormRefusal[];
  /** The part that is asked about before it is cleared. */
  readonly clearing?: FormPart | null;
  readonly savedAt: Date;
}

export function draft(services: DeskServices): { show: RequestHandler; submit: RequestHandler; save: RequestHandler } {
  const form = async (
    request: Request,
    response: Response,
    id: string,
    typed: TypedApplication,
    { refusals = [], clearing = null, savedAt }: Shown,
  ) => {
    const values = await formValues(services, typed, refusals);
    const branch = await branchOfDraft(services, personIn(response).reader, typed);
    show(services, request, response, 'drafts/draft', {
      title: '申込作成',
      id,
      savedAt,
      clearing,
      branch,
      copied: request.query.copied === 'yes',
      attachments: await draftAttachments(services.db, personIn(response).reader, id),
      ...values,
    });
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
      const { reader, contractorId, contractorName } = personIn(response);
      const savedAt = services.clock.now();
      const typed = typedIn(request);
      await saveDraft(services.db, reader, id, typed, savedAt);
      const [step, part = ''] = formField(request, 'step').split(':');
      const usual = usualApplication(contractorName);
      switch (step) {
        case 'confirm': {
          const result = await checked(services, contractorId, typed);
          if ('application' in result) return response.redirect(303, `/drafts/${id}/confirmation`);
          response.status(422);
          return form(request, response, id, typed, { refusals: result.refusals, savedAt });
        }
        case 'clear':
          if (isFormPart(part) && losesWords(typed, part, usual)) {
            return form(request, response, id, typed, { savedAt, clearing: part });
          }
          return form(request, response, id, typed, { savedAt });
        case 'cleared': {
          const cleared = isFormPart(part) ? withCleared(typed, part, usual) : typed;
          await saveDraft(services.db, reader, id, cleared, savedAt);
          return form(request, response, id, cleared, { savedAt });
        }
        case 'attachments':
          return response.redirect(303, `/drafts/${id}/attachments`);
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
