/** GET /company/users: 利用者: who of the company comes in, and what each may do. */
import type { RequestHandler } from 'express';
import { rightNames } from '../../../domain/rights.ts';
import { type CompanyUser, listUsers } from '../../../prisma/company-users.ts';
import { listInvitations } from '../../../prisma/invitations.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { invitationRow } from './invitations.ts';
import { tabsAt } from './tabs.ts';

const path = '/company/users';

/** What was just done, as the page says it. */
const dones = ['right', 'deactivation', 'reactivation', 'invitation', 'again', 'withdrawal'] as const;

export function users(services: DeskServices): RequestHandler {
  return async (request, response) => {
    const { reader, userId } = personIn(response);
    const all = (await listUsers(services.db, reader, services.clock.now())).map(userRow);
    const invited = await listInvitations(services.db, reader);
    show(services, request, response, 'company/users', {
      title: '会社の設定：利用者',
      ...tabsAt(path),
      active: all
        .filter(({ deactivatedAt }) => deactivatedAt === null)
        .map((row) => ({ ...row, isYou: row.id === userId })),
      deactivated: all.filter(({ deactivatedAt }) => deactivatedAt !== null),
      invited: invited.map((row) => invitationRow(row, services.clock.now())),
      done: dones.find((each) => each === request.query.done),
    });
  };
}

/** A person as the pages of the company show them. */
export function userRow(user: CompanyUser) {
  return {
    ...user,
    rightName: rightNames[user.right],
    rightHref: `${path}/${user.id}/right`,
    deactivationHref: `${path}/${user.id}/deactivation`,
    reactivationHref: `${path}/${user.id}/reactivation`,
  };
}
