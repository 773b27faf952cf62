/** POST /company/invitations/:id/again: the invitation's mail once more. */
import type { RequestHandler } from 'express';
import { inviteAgain } from '../../../../prisma/invitations.ts';
import type { DeskServices } from '../../desk-services.ts';
import { personIn } from '../../signed-in.ts';

export function invitationAgain({ db, clock }: DeskServices): RequestHandler {
  return async (request, response) => {
    await inviteAgain(db, personIn(response).reader, String(request.params.id), clock.now());
    response.redirect(303, '/company/users?done=again');
  };
}
