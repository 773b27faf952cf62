/** 招待: a person is asked into the staff by mail, with a first role. GET and POST /users/new */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { longestReason, staffInvitationWish } from '../../../domain/staff-wishes.ts';
import { linkMinutes } from '../../../prisma/account-mails.ts';
import { listBranches } from '../../../prisma/branches.ts';
import { inviteStaff } from '../../../prisma/staff-coming-in.ts';
import { orFormAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';
import { branchChoices, roleChoices } from './choices.ts';

export function userInvitation(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: (request, response) => page(services, request, response, {}),
    submit: async (request, response) => {
      const typed = {
        name: formField(request, 'name').toWellFormed(),
        email: formField(request, 'email').slice(0, 300),
        role: formField(request, 'role'),
        branchId: formField(request, 'branchId'),
        reason: formField(request, 'reason'),
      };
      const branches = await listBranches(db);
      return orFormAgain(
        response,
        'email',
        async () => {
          const wished = staffInvitationWish(
            typed,
            branches.map(({ id }) => id),
            dayInJapan(clock.now()),
          );
          if ('refusals' in wished) throw new Refusal('content-must-be-in-order', { details: wished.refusals });
          const { reason, ...invitation } = wished.wish;
          const id = await inviteStaff(db, invitation, { by: personIn(response).by, reason, now: clock.now() });
          response.redirect(303, `/users/${id}?done=invitation`);
        },
        (told) => page(services, request, response, { ...typed, ...told }),
      );
    },
  };
}

async function page(services: OperationsServices, request: Request, response: Response, values: object): Promise<void> {
  const title = '利用者を招待する';
  show(services, request, response, 'users/invitation', {
    title,
    trail: [{ title: '利用者', href: '/users' }, { title }],
    roles: roleChoices,
    branches: branchChoices(await listBranches(services.db)),
    days: linkMinutes.invitation / (24 * 60),
    longestReason,
    role: 'reviewer',
    branchId: '',
    ...values,
  });
}
