/** 権限の変更: what each right allows, which one the person has, and the press. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal, refusalSentences } from '../../../../domain/refusals.ts';
import { type Right, rightNames, rights } from '../../../../domain/rights.ts';
import { type CompanyUser, changeRight, readUser } from '../../../../prisma/company-users.ts';
import { formField } from '../../../portal/forms.ts';
import { show } from '../../../portal/show.ts';
import { statusOf } from '../../../refusal-statuses.ts';
import type { DeskServices } from '../../desk-services.ts';
import { personIn } from '../../signed-in.ts';
import { trailFrom } from '../tabs.ts';
import { userRow } from '../users.ts';

export function right(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: async (request, response) => {
      const user = await readUser(db, personIn(response).reader, idOf(request), clock.now());
      if (user.deactivatedAt !== null) throw new Refusal('user-must-exist');
      page(services, request, response, user, { chosen: user.right });
    },
    submit: async (request, response) => {
      const { reader, userId } = personIn(response);
      const user = await readUser(db, reader, idOf(request), clock.now());
      const chosen = rights.find((each) => each === formField(request, 'right'));
      if (chosen === undefined) {
        response.status(statusOf('field-must-be-given'));
        return page(services, request, response, user, { error: refusalSentences['field-must-be-given'] });
      }
      try {
        await changeRight(db, reader, user.id, chosen, clock.now());
      } catch (error) {
        if (!(error instanceof Refusal) || error.refusal !== 'company-must-keep-an-administrator') throw error;
        response.status(statusOf(error.refusal));
        return page(services, request, response, user, { chosen, error: error.sentence });
      }
      const isStillAdministrator = user.id !== userId || chosen === 'administrator';
      response.redirect(303, isStillAdministrator ? '/company/users?done=right' : '/');
    },
  };
}

function page(
  services: DeskServices,
  request: Request,
  response: Response,
  user: CompanyUser,
  { chosen, error }: { chosen?: Right; error?: string },
): void {
  const title = '権限を変える';
  show(services, request, response, 'company/users/right', {
    title,
    ...trailFrom('/company/users', title),
    user: { ...userRow(user), isYou: user.id === personIn(response).userId },
    chosen,
    error,
    refusals: error === undefined ? [] : [{ field: 'right', sentence: error }],
    rights: rightChoices,
  });
}

/** Each right with what it allows. */
export const rightChoices = rights.map((value) => ({ value, title: rightNames[value], hint: hintOf(value) }));

function hintOf(value: Right): string {
  switch (value) {
    case 'administrator':
      return '担当者のできることに加えて、利用者とAPIキーを管理できます。';
    case 'clerk':
      return '申込、再提出、取下げ、発注者への提出の記録ができます。';
    case 'reader':
      return '保証と書類を見られます。申込や提出はできません。';
  }
}

function idOf({ params }: Request): string {
  return String(params.id);
}
