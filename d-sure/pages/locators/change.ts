/** 内容を直す: the notes of a locator, its URL and, where a new one is typed, its password. */
import type { Request, RequestHandler, Response } from 'express';
import type { TypedLocator } from '../../../domain/locator.ts';
import { changeLocator } from '../../locators/keeping.ts';
import { findLocator, newestChange } from '../../locators/reading.ts';
import { idIn } from '../administration/tabs.ts';
import type { PageServices } from '../page-services.ts';
import { show } from '../show.ts';
import { formField, personIn } from '../signed-in.ts';
import { choicesIn, formRefusals, formValues, typedLocator } from './form.ts';

export function locatorChange(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const page = async (
    request: Request,
    response: Response,
    typed: TypedLocator | null,
    values: Record<string, unknown>,
  ) => {
    const row = await findLocator(services.database, personIn(response), idIn(request));
    const { id, projectName } = row;
    const kept = { ...row, password: '', amountYen: row.amountYen?.toLocaleString('ja-JP') ?? '' };
    show(services, request, response, 'locators/change', {
      title: '内容を直す',
      id,
      projectName,
      seenChange: formField(request, 'seenChange') || (await newestChange(services.database, id)),
      ...formValues(typed ?? kept, choicesIn(request)),
      ...values,
    });
  };
  return {
    show: (request, response) => page(request, response, null, {}),
    submit: async (request, response) => {
      const [id, typed] = [idIn(request), typedLocator(request)];
      try {
        const { sessionSecret } = services.settings;
        const choices = { ...choicesIn(request), seenChange: formField(request, 'seenChange') };
        const changed = await changeLocator(services, sessionSecret, personIn(response), id, typed, choices);
        response.redirect(303, `/locators/${id}?done=${changed ? 'changed' : 'unchanged'}`);
      } catch (error) {
        const refused = formRefusals(services, request, response, error);
        const seen = refused.isOvertaken ? { seenChange: await newestChange(services.database, id) } : {};
        await page(request, response, typed, { ...refused, ...seen });
      }
    },
  };
}
