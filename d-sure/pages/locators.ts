/** 他の確認サービスの保証を登録する: viewing URL and viewing password of another platform, with notes, into the authority's list. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { TypedLocator } from '../../domain/locator.ts';
import { addLocator } from '../locators/keeping.ts';
import { formIdIn } from './form-id.ts';
import { blankLocator, choicesIn, formRefusals, formValues, typedLocator } from './locators/form.ts';
import type { PageServices } from './page-services.ts';
import { show } from './show.ts';
import { formField, personIn } from './signed-in.ts';

export function newLocator(services: PageServices): { show: RequestHandler; add: RequestHandler } {
  const page = (request: Request, response: Response, typed: TypedLocator, values: Record<string, unknown>) =>
    show(services, request, response, 'locators/new', {
      title: '他の確認サービスの保証を登録する',
      ...formValues(typed, choicesIn(request)),
      ...values,
    });
  return {
    show: (request, response) => page(request, response, blankLocator, { formId: randomUUID() }),
    add: async (request, response) => {
      const typed = typedLocator(request);
      const formId = formIdIn(formField(request, 'formId'));
      try {
        const { sessionSecret } = services.settings;
        await addLocator(services, sessionSecret, personIn(response), formId, typed, choicesIn(request));
        response.redirect(303, `/locators/${formId}?done=added`);
      } catch (error) {
        page(request, response, typed, { formId, ...formRefusals(services, request, response, error) });
      }
    },
  };
}
