/** What stands around each page of Net Desk: the person and the ways. */
import type { Request, Response } from 'express';
import { mayAct, mayAdminister, rightNames } from '../../domain/rights.ts';
import { formToken } from '../portal/forms.ts';
import type { DeskSettings } from './desk-services.ts';
import { helpFor } from './help-topics.ts';
import type { DeskPerson } from './signed-in.ts';

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

export function frameOf({ dSureName, sessionSecret }: DeskSettings) {
  return (request: Request, response: Response) => {
    const person = response.locals.person as DeskPerson | undefined;
    const named = {
      dSureName,
      homeName: '全体トップへ',
      registrar: '登録については貴社の管理者の方へお問い合わせください。',
    };
    if (person === undefined) return named;
    const issuanceStop = response.locals.issuanceStop as { readonly since: Date } | null | undefined;
    return {
      ...named,
      ...ofPerson(person, sessionSecret, request.path),
      /** Since when nothing is issued; the staff's reason stays inside. */
      issuingStoppedSince: issuanceStop?.since ?? null,
    };
  };
}

function ofPerson(person: DeskPerson, sessionSecret: string, path: string) {
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
