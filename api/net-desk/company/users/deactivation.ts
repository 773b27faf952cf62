/** 利用の停止: a page that says what it means, and the press. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../../domain/refusals.ts';
import { type CompanyUser, deactivateUser, readUser } from '../../../../prisma/company-users.ts';
import { show } from '../../../portal/show.ts';
import { statusOf } from '../../../refusal-statuses.ts';
import type { DeskServices } from '../../desk-services.ts';
import { personIn } from '../../signed-in.ts';
import { trailFrom } from '../tabs.ts';
import { userRow } from '../users.ts';

export function userDeactivation(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: async (request, response) => {
      const user = await readUser(db, personIn(response).reader, String(request.params.id), clock.now());
      if (user.deactivatedAt !== null) throw new Refusal('user-must-exist');
      page(services, request, response, user, null);
    },
    submit: async (request, response) => {
      const { reader, userId } = personIn(response);
      const user = await readUser(db, reader, String(request.params.id), clock.now());
      try {
        await deactivateUser(db, reader, user.id, clock.now());
      } catch (error) {
        if (!(error instanceof Refusal) || error.refusal !== 'company-must-keep-an-administrator') throw error;
        response.status(statusOf(error.refusal));
        return page(services, request, response, user, error.sentence);
      }
      response.redirect(303, user.id === userId ? '/sign-in' : '/company/users?done=deactivation');
    },
  };
}

function page(
  services: DeskServices,
  request: Request,
  response: Response,
  user: CompanyUser,
  error: string | null,
): void {
  const title = '利用を停止しますか';
  show(services, request, response, 'company/users/deactivation', {
    title,
    ...trailFrom('/company/users', title),
    user: { ...userRow(user), isYou: user.id === personIn(response).userId },
    refusals: error === null ? [] : [{ field: null, sentence: error }],
  });
}
