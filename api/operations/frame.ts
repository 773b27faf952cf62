/** What stands around each page of Operations: the person, and the ways that this person may go. */
import type { Request, Response } from 'express';
import { formToken } from '../portal/forms.ts';
import type { PortalSettings } from '../portal/portal.ts';
import type { Route } from './route.ts';
import { type Admission, may, type OperationsPerson } from './signed-in.ts';

/** The menu, in order. What has no address in the table, or one that the person may not open, is left out. */
const ways = [
  { href: '/', title: '概況' },
  { href: '/guarantees', title: '保証一覧' },
  { href: '/reviews', title: '審査' },
  { href: '/fees', title: '保証料' },
  { href: '/incidents', title: '停止案件' },
  { href: '/sweeps', title: '見回り' },
  { href: '/alerts', title: 'お知らせ' },
  { href: '/registers', title: '登録簿' },
  { href: '/audit', title: '監査記録' },
  { href: '/users', title: '利用者' },
  { href: '/delegations', title: '代決' },
] as const;

/** `routes` is asked when a page is shown: by then the table stands. */
export function frameOf({ sessionSecret }: PortalSettings, routes: () => readonly Route[]) {
  return (request: Request, response: Response) => {
    const person = response.locals.person as OperationsPerson | undefined;
    const named = {
      homeName: '概況へ',
      registrar: '登録については管理者へお問い合わせください。',
      secondFactorIsForced: true,
      accountPages: [{ title: '関係会社', href: '/account/connections' }],
    };
    if (person === undefined) return named;
    return {
      ...named,
      person: { name: person.name, rightNames: person.rightNames },
      formToken: formToken(sessionSecret, person),
      ways: person.hasSecondFactor ? waysOf(person, request.path, routes()) : null,
      issuanceStop: response.locals.issuanceStop ?? null,
      seesCircuits: may(person, 'see-stuck'),
    };
  };
}

function waysOf(person: OperationsPerson, path: string, routes: readonly Route[]) {
  const open = ways.filter(({ href }) =>
    routes.some((route) => route.method === 'get' && route.path === href && isFor(person, route.admission)),
  );
  return open.map((way) => ({ ...way, isCurrent: way.href === path || path.startsWith(`${way.href}/`) }));
}

function isFor(person: OperationsPerson, admission: Admission): boolean {
  return admission === 'everybody' || admission === 'newcomer' || admission === 'staff' || may(person, admission);
}
