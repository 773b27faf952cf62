/** 利用の再開: a page that says what it means, and the press. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../../../domain/refusals.ts';
import { reactivateUser, readUser } from '../../../../prisma/company-users.ts';
import { show } from '../../../portal/show.ts';
import type { DeskServices } from '../../desk-services.ts';
import { personIn } from '../../signed-in.ts';
import { trailFrom } from '../tabs.ts';
import { userRow } from '../users.ts';

export function userReactivation(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const title = '利用を再開しますか';
  return {
    show: async (request, response) => {
      const user = await readUser(db, personIn(response).reader, String(request.params.id), clock.now());
      if (user.deactivatedAt === null) throw new Refusal('user-must-exist');
      const page = { title, ...trailFrom('/company/users', title), user: userRow(user) };
      show(services, request, response, 'company/users/reactivation', page);
    },
    submit: async (request, response) => {
      await reactivateUser(db, personIn(response).reader, String(request.params.id), clock.now());
      response.redirect(303, '/company/users?done=reactivation');
    },
  };
}
