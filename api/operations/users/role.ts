/** 権限を付ける: a role, at a branch or at all, from a day to a day, with a reason. GET and POST /users/:id/role */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { grantWish, longestReason } from '../../../domain/staff-wishes.ts';
import { listBranches } from '../../../prisma/branches.ts';
import { giveRole } from '../../../prisma/staff-roles.ts';
import { readStaff } from '../../../prisma/staff-users.ts';
import { orFormAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';
import { branchChoices, roleChoices } from './choices.ts';
import { grantRow } from './words.ts';

export function userRole(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: (request, response) => page(services, request, response, {}),
    submit: async (request, response) => {
      const { id, state } = await readStaff(db, String(request.params.id), clock.now());
      if (state === 'deactivated') throw new Refusal('staff-person-must-exist');
      const [role, branchId] = [formField(request, 'role'), formField(request, 'branchId')];
      const [fromOn, toOn] = [formField(request, 'fromOn'), formField(request, 'toOn')];
      const typed = { role, branchId, fromOn, toOn, reason: formField(request, 'reason') };
      const branchIds = (await listBranches(db)).map((branch) => branch.id);
      return orFormAgain(
        response,
        'reason',
        async () => {
          const now = clock.now();
          const wished = grantWish(typed, branchIds, dayInJapan(now));
          if ('refusals' in wished) throw new Refusal('content-must-be-in-order', { details: wished.refusals });
          const { reason, ...grant } = wished.wish;
          const version = Number(formField(request, 'version'));
          await giveRole(db, id, grant, version, { by: personIn(response).by, reason, now });
          response.redirect(303, `/users/${id}?done=role`);
        },
        (told) => page(services, request, response, { ...typed, ...told }),
      );
    },
  };
}

async function page(services: OperationsServices, request: Request, response: Response, values: object): Promise<void> {
  const { db, clock } = services;
  const staff = await readStaff(db, String(request.params.id), clock.now());
  if (staff.state === 'deactivated') throw new Refusal('staff-person-must-exist');
  const title = '権限を付ける';
  show(services, request, response, 'users/role', {
    title,
    trail: [{ title: '利用者', href: '/users' }, { title: staff.name, href: `/users/${staff.id}` }, { title }],
    staff: { ...staff, grants: staff.grants.map(grantRow) },
    isYou: staff.id === personIn(response).userId,
    roles: roleChoices,
    branches: branchChoices(await listBranches(db)),
    branchId: '',
    fromOn: dayInJapan(clock.now()),
    longestReason,
    ...values,
  });
}
