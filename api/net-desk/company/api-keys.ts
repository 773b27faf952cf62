/** APIキー: the company's keys, and a new one, which is told once. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { keyWish, paces, type TypedKey, usualEnd } from '../../../domain/api-keys.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import type { FieldRefusal } from '../../../domain/refusals.ts';
import { type CompanyKey, listKeys, makeKey } from '../../../prisma/company-keys.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { tabsAt, trailFrom } from './tabs.ts';

const path = '/company/api-keys';

/** GET /company/api-keys */
export function apiKeys(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const keys = (await listKeys(services.db, personIn(response).reader, services.clock.now())).map(keyRow);
    show(services, request, response, 'company/api-keys', {
      title: '会社の設定：APIキー',
      ...tabsAt(path),
      usable: keys.filter(({ isUsable }) => isUsable),
      ended: keys.filter(({ isUsable }) => !isUsable),
      revoked: request.query.done === 'revoked',
      madeAlready: request.query.done === 'made',
    });
  };
}

/** GET /company/api-keys/new, POST /company/api-keys */
export function newApiKey(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => {
      const typed = { name: '', mayDo: 'read', pace: '', endsOn: usualEnd(services.clock.now()).replaceAll('-', '/') };
      form(services, request, response, { typed, formId: randomUUID() });
    },
    submit: async (request, response) => {
      const now = services.clock.now();
      const [typed, formId] = [typedIn(request), formField(request, 'formId').slice(0, 100)];
      const result = keyWish(typed, now);
      if ('refusals' in result) {
        response.status(422);
        return form(services, request, response, { typed, formId, refusals: result.refusals });
      }
      const { userId, contractorId } = personIn(response);
      const made = await makeKey(services.db, { userId, contractorId, formId }, result.wish, now);
      if (made === null) return response.redirect(303, `${path}?done=made`);
      const title = 'APIキーを作りました';
      show(services, request, response, 'company/api-keys/made', {
        title,
        ...trailFrom(path, title),
        name: result.wish.name,
        token: made.token,
      });
    },
  };
}

function typedIn(request: Request): TypedKey {
  const [name, mayDo] = [formField(request, 'name').toWellFormed(), formField(request, 'mayDo')];
  const [pace, endsOn] = [formField(request, 'pace'), formField(request, 'endsOn').slice(0, 40)];
  return { name, mayDo, pace, endsOn };
}

function form(
  services: DeskServices,
  request: Request,
  response: Response,
  { typed, formId, refusals = [] }: { typed: TypedKey; formId: string; refusals?: readonly FieldRefusal[] },
): void {
  const title = 'APIキーを作る';
  show(services, request, response, 'company/api-keys/new', {
    title,
    ...trailFrom(path, title),
    ...typed,
    formId,
    refusals: refusals.map((refusal) => ({ ...refusal, label: labels[refusal.field as keyof TypedKey] })),
    errors: Object.fromEntries(refusals.map(({ field, sentence }) => [field, sentence])),
    doings: [
      { value: 'read', title: '見るだけ', hint: '保証や書類を読み取れます。申込や提出はできません。' },
      {
        value: 'all',
        title: '見る・申し込む・提出する',
        hint: '作った人の権限の範囲で、申込、再提出、取下げ、提出もできます。',
      },
    ],
    paces: paces.map((value) => ({ value, title: paceNames[value] })),
  });
}

const labels: Record<keyof TypedKey, string> = {
  name: '名前',
  mayDo: 'できること',
  pace: '送れる件数',
  endsOn: '有効期限',
};

const paceNames: Record<(typeof paces)[number], string> = {
  '': '制限しない',
  '600': '1分に600件まで',
  '60': '1分に60件まで',
  '10': '1分に10件まで',
};

/** A key as the list and its revocation show it. */
export function keyRow({ expiresAt, perMinute, ...key }: CompanyKey) {
  return {
    ...key,
    isUsable: key.state === 'usable',
    endsOn: expiresAt === null ? null : dayInJapan(new Date(expiresAt.getTime() - 1)).replaceAll('-', '/'),
    mayDo: key.readOnly ? '見るだけ' : '見る・申し込む・提出する',
    perMinute,
    href: `${path}/${key.id}/revocation`,
  };
}
