/** A guarantee on another platform: where to view it, what was noted, how far the authority is, who saw it and what was changed. */
import type { Request, RequestHandler, Response } from 'express';
import { locatorStates } from '../../../domain/locator.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { removeLocator, setLocatorState } from '../../locators/keeping.ts';
import { findLocator, locatorChanges, locatorViews, recordLocatorView, showPassword } from '../../locators/reading.ts';
import { doneWord, idIn } from '../administration/tabs.ts';
import type { PageServices } from '../page-services.ts';
import { show } from '../show.ts';
import { formField, personIn } from '../signed-in.ts';
import { changeValues, locatorValues, viewValues } from './values.ts';

const doneWords = {
  added: '登録しました。貴団体の方の一覧に出ます。',
  changed: '内容を直しました。',
  unchanged: '変わったところはありません。',
  state: '状態を記録しました。',
};

export function locator(services: PageServices): { show: RequestHandler; showPassword: RequestHandler } {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const { database } = services;
    const row = await findLocator(database, personIn(response), idIn(request));
    const [views, changes] = await Promise.all([locatorViews(database, row.id), locatorChanges(database, row.id)]);
    show(services, request, response, 'locators/locator', {
      title: '他の確認サービスの保証',
      ...locatorValues(row),
      stateChange: changes.find(({ lines }) => lines.some(({ field }) => field === 'state')) ?? null,
      views: views.map(viewValues),
      changes: changes.map(changeValues),
      ...values,
    });
  };
  return {
    show: async (request, response) => {
      const { id } = await findLocator(services.database, personIn(response), idIn(request));
      await recordLocatorView(services, personIn(response), id, 'page');
      await page(request, response, { done: doneWord(request, doneWords) });
    },
    showPassword: async (request, response) => {
      const { sessionSecret } = services.settings;
      const password = await showPassword(services, sessionSecret, personIn(response), idIn(request));
      await page(request, response, { password });
    },
  };
}

/** 未確認, 確認済み or 補正依頼, by a press. Refuses: `request-must-be-readable`, `address-must-exist`. */
export function locatorState(services: PageServices): RequestHandler {
  return async (request, response) => {
    const id = idIn(request);
    const state = locatorStates.find((each) => each === formField(request, 'state'));
    await findLocator(services.database, personIn(response), id);
    if (state === undefined) throw new Refusal('request-must-be-readable');
    await setLocatorState(services, personIn(response), id, state);
    response.redirect(303, `/locators/${id}?done=state#answers`);
  };
}

export function locatorRemoval(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const row = await findLocator(services.database, personIn(response), idIn(request));
      show(services, request, response, 'locators/removal', { title: '一覧から削除する', ...locatorValues(row) });
    },
    submit: async (request, response) => {
      await removeLocator(services, personIn(response), idIn(request));
      response.redirect(303, '/opened?done=removed');
    },
  };
}

/** Where a page that a press made leads when it is asked for again: to the page itself. */
export const locatorAgain: RequestHandler = (request, response) =>
  response.redirect(303, `/locators/${encodeURIComponent(idIn(request))}`);
