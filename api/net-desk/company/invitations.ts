/** 招待: a person is asked into the company by mail. */
import type { Request, RequestHandler, Response } from 'express';
import { invitationWish, type TypedInvitation } from '../../../domain/invitation.ts';
import { rightNames } from '../../../domain/rights.ts';
import { linkMinutes } from '../../../prisma/account-mails.ts';
import { type CompanyInvitation, invite } from '../../../prisma/invitations.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { DeskServices } from '../desk-services.ts';
import { personIn } from '../signed-in.ts';
import { trailFrom } from './tabs.ts';
import { rightChoices } from './users/right.ts';

const path = '/company/invitations';

/** GET /company/invitations/new, POST /company/invitations */
export function invitation(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => form(services, request, response, { name: '', email: '', right: 'clerk' }),
    submit: async (request, response) => {
      const typed = typedIn(request);
      const result = invitationWish(typed);
      if ('refusals' in result) {
        response.status(422);
        const refusals = result.refusals.map(({ field = 'name', sentence }) => ({ field, sentence }));
        const errors = Object.fromEntries(refusals.map(({ field, sentence }) => [field, sentence]));
        return form(services, request, response, typed, { refusals, errors });
      }
      const { reader, userId } = personIn(response);
      return orFormAgain(
        response,
        'email',
        async () => {
          await invite(services.db, reader, result.wish, userId, services.clock.now());
          response.redirect(303, '/company/users?done=invitation');
        },
        (told) => form(services, request, response, typed, told),
      );
    },
  };
}

function typedIn(request: Request): TypedInvitation {
  const [name, email] = [formField(request, 'name').toWellFormed(), formField(request, 'email').slice(0, 300)];
  return { name, email, right: formField(request, 'right') };
}

function form(
  services: DeskServices,
  request: Request,
  response: Response,
  typed: TypedInvitation,
  told?: ToldAgain,
): void {
  const title = '利用者を招待する';
  show(services, request, response, 'company/invitations/new', {
    title,
    ...trailFrom('/company/users', title),
    ...typed,
    ...told,
    rights: rightChoices,
    days: linkMinutes.invitation / (24 * 60),
  });
}

/** An invitation as the list and its withdrawal show it. */
export function invitationRow({ id, name, email, right, sentAt, until }: CompanyInvitation, now: Date) {
  const hrefs = { againHref: `${path}/${id}/again`, withdrawalHref: `${path}/${id}/withdrawal` };
  return { id, name, email, rightName: rightNames[right], sentAt, until, isOver: until <= now, ...hrefs };
}
