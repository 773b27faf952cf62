/** 招待の取消し: a page that says what it means, and the press. */
import type { RequestHandler } from 'express';
import { readInvitation, withdrawInvitation } from '../../../../prisma/invitations.ts';
import { show } from '../../../portal/show.ts';
import type { DeskServices } from '../../desk-services.ts';
import { personIn } from '../../signed-in.ts';
import { invitationRow } from '../invitations.ts';
import { trailFrom } from '../tabs.ts';

export function invitationWithdrawal(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const title = '招待を取り消しますか';
  return {
    show: async (request, response) => {
      const invitation = await readInvitation(db, personIn(response).reader, String(request.params.id));
      show(services, request, response, 'company/invitations/withdrawal', {
        title,
        ...trailFrom('/company/users', title),
        invitation: invitationRow(invitation, clock.now()),
      });
    },
    submit: async (request, response) => {
      await withdrawInvitation(db, personIn(response).reader, String(request.params.id), clock.now());
      response.redirect(303, '/company/users?done=withdrawal');
    },
  };
}
