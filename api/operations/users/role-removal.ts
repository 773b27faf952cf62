/** 権限を取り上げる: a page that says what it means and asks for the reason. GET and POST /users/roles/:id/removal */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { staffRoleNames } from '../../../domain/people.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { longestReason, reasonRefusals } from '../../../domain/staff-wishes.ts';
import { readGrant, takeRole } from '../../../prisma/staff-roles.ts';
import { readStaff } from '../../../prisma/staff-users.ts';
import { orFormAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';

export function roleRemoval(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: (request, response) => page(services, request, response, {}),
    submit: async (request, response) => {
      const { id, userId } = await readGrant(db, String(request.params.id), dayInJapan(clock.now()));
      const reason = formField(request, 'reason');
      return orFormAgain(
        response,
        'reason',
        async () => {
          const details = reasonRefusals(reason);
          if (details.length > 0) throw new Refusal('content-must-be-in-order', { details });
          const changing = { by: personIn(response).by, reason: reason.trim(), now: clock.now() };
          await takeRole(db, id, Number(formField(request, 'version')), changing);
          response.redirect(303, `/users/${userId}?done=removal`);
        },
        (told) => page(services, request, response, { reason, ...told }),
      );
    },
  };
}

async function page(services: OperationsServices, request: Request, response: Response, values: object): Promise<void> {
  const { db, clock } = services;
  const now = clock.now();
  const grant = await readGrant(db, String(request.params.id), dayInJapan(now));
  const staff = await readStaff(db, grant.userId, now);
  const title = '権限を取り上げますか';
  show(services, request, response, 'users/role-removal', {
    title,
    trail: [{ title: '利用者', href: '/users' }, { title: staff.name, href: `/users/${staff.id}` }, { title }],
    staff,
    grant: { ...grant, roleName: staffRoleNames[grant.role] },
    isYou: staff.id === personIn(response).userId,
    longestReason,
    ...values,
  });
}
