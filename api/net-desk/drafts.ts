/** 保証申込: the company's drafts, and a new one. */
import type { RequestHandler } from 'express';
import type { Application } from '../../domain/application.ts';
import { copiedApplication } from '../../domain/copied-application.ts';
import { Refusal } from '../../domain/refusals.ts';
import type { Reader } from '../../domain/scopes.ts';
import { applicationView } from '../../prisma/application-views.ts';
import { beginDraft, listDrafts } from '../../prisma/drafts.ts';
import { uuidForm } from '../../prisma/keyset.ts';
import { formField } from '../portal/forms.ts';
import { show } from '../portal/show.ts';
import type { DeskServices } from './desk-services.ts';
import { usualApplication, usualWithoutTicks } from './drafts/usual.ts';
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
    begin: async (request, response) => {
      const { userId, contractorId, contractorName, reader } = personIn(response);
      const copyOf = formField(request, 'copyOf');
      const typed =
        copyOf === ''
          ? usualApplication(contractorName)
          : { ...usualWithoutTicks(contractorName), ...copiedApplication(await earlier(services, reader, copyOf)) };
      const id = await beginDraft(services.db, { userId, contractorId }, typed, services.clock.now());
      response.redirect(303, copyOf === '' ? `/drafts/${id}` : `/drafts/${id}?copied=yes`);
    },
  };
}

/** The application that is copied. Refuses: `application-must-exist`, also where it is another company's. */
async function earlier({ db }: DeskServices, reader: Reader, id: string): Promise<Application> {
  const view = uuidForm.test(id) ? await applicationView(db, reader, id) : null;
  if (view === null) throw new Refusal('application-must-exist');
  const { contract, delivery, guarantees } = view;
  return { contract, delivery, guarantees: guarantees.map(({ terms }) => terms) };
}
