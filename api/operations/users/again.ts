/** POST /users/:id/invitation-again: the mail of the invitation goes again. */
import type { RequestHandler } from 'express';
import { inviteStaffAgain } from '../../../prisma/staff-coming-in.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';

export function invitationAgain({ db, clock }: OperationsServices): RequestHandler {
  return async (request, response) => {
    const id = String(request.params.id);
    await inviteStaffAgain(db, id, { by: personIn(response).by, now: clock.now() });
    response.redirect(303, `/users/${id}?done=again`);
  };
}
