/** Shows a page of Net Desk in its layout, in the person's language. */
import type { Request, Response } from 'express';
import { mayAct, mayAdminister, rightNames } from '../../domain/rights.ts';
import { languageOf } from '../../web/language.ts';
import type { PageValues } from '../../web/pages.ts';
import { type DeskServices, languageCookie } from './desk-services.ts';
import { helpFor } from './help-topics.ts';
import { type DeskPerson, formToken } from './signed-in.ts';

/** The ways on top of every page: the leaflet's menus. */
const ways = [
  { href: '/', title: '全体トップ' },
  { href: '/drafts', title: '保証申込' },
  { href: '/guarantees', title: '保証契約一覧' },
  { href: '/issued', title: '電子保証履歴一覧' },
  { href: '/statements', title: '保証料計算書一覧' },
  { href: '/authorities', title: '電子保証対応の発注者' },
] as const;

const helpWay = { href: '/help', title: 'ヘルプ' } as const;
const companyWay = { href: '/company/users', title: '会社の設定' } as const;

/** Answers with the page. What everybody sees is added here: the person, the ways, the language. */
export function show(
  { pages, settings }: DeskServices,
  request: Request,
  response: Response,
  name: string,
  values: PageValues,
): void {
  const person = response.locals.person as DeskPerson | undefined;
  const frame = {
    portalName: settings.portalName,
    dSureName: settings.dSureName,
    ...(person === undefined ? {} : frameOf(person, settings.sessionSecret, request.path)),
  };
  response.type('html').send(pages.page(name, languageOf(request, languageCookie), { ...frame, ...values }));
}

function frameOf(person: DeskPerson, sessionSecret: string, path: string) {
  return {
    person: { name: person.name, contractorName: person.contractorName, right: rightNames[person.right] },
    mayAct: mayAct(person.right),
    mayAdminister: mayAdminister(person.right),
    formToken: formToken(sessionSecret, person),
    ways: [
      ...ways.map((way) => ({ ...way, isCurrent: way.href === path })),
      ...(mayAdminister(person.right) ? [{ ...companyWay, isCurrent: path.startsWith('/company/') }] : []),
      { ...helpWay, isCurrent: path === helpWay.href },
    ],
    helpHref: path.startsWith(helpWay.href) ? null : helpFor(path),
  };
}
