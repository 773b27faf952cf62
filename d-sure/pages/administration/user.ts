/** One person of the authority: name, address, right and departments; the start code; and what ends a sign-in. */
import type { Request, RequestHandler, Response } from 'express';
import {
  changeUser,
  deactivateUser,
  findUser,
  recordStartCode,
  removeUsersSecondFactor,
  signUserOut,
  type TypedUser,
} from '../../staff/users.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf } from '../show.ts';
import { personIn } from '../signed-in.ts';
import { doneWord, idIn, showAdministration } from './tabs.ts';
import { typedUser, userForm } from './users.ts';

const doneWords = {
  added: '利用者を登録しました。開始コードを発行して、本人に手渡してください。',
  changed: '変更しました。次に画面を開いたときから反映されます。',
  'signed-out': 'この方のすべてのログインを終わらせました。',
  'second-factor': '二段階認証を解除しました。次のログインのあとに、本人が設定し直せます。',
};

export function user(services: PageServices): { show: RequestHandler; change: RequestHandler } {
  const page = async (
    request: Request,
    response: Response,
    typed: TypedUser | null,
    values: Record<string, unknown>,
  ) => {
    const found = await findUser(services.database, personIn(response), idIn(request));
    const kept = { ...found, departmentIds: found.departments.map(({ id }) => id) };
    const shown = await userForm(services, response, typed ?? kept);
    const isYou = found.id === personIn(response).userId;
    showAdministration(services, request, response, found.deactivatedAt === null ? 'user' : 'user-left', {
      title: found.name,
      user: { ...found, isYou },
      ...shown,
      ...values,
    });
  };
  return {
    show: (request, response) => page(request, response, null, { done: doneWord(request, doneWords) }),
    change: async (request, response) => {
      const typed = typedUser(request);
      try {
        await changeUser(services, personIn(response), idIn(request), typed);
        response.redirect(303, `/administration/users/${idIn(request)}?done=changed`);
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error);
        await page(request, response, typed, { refusals, errors: errorsOf(refusals) });
      }
    },
  };
}

/** The code is shown in this answer and nowhere else; asked again, there is another and the first is void. */
export function startCode(services: PageServices): RequestHandler {
  return async (request, response) => {
    const found = await findUser(services.database, personIn(response), idIn(request));
    await recordStartCode(services, personIn(response), found.id);
    const code = await services.signIn.makeStartCode(found.id);
    showAdministration(services, request, response, 'start-code', {
      title: '開始コード',
      user: found,
      code,
      address: `${services.settings.origin}/sign-in/start`,
    });
  };
}

export function userSignOut(services: PageServices): RequestHandler {
  return async (request, response) => {
    await signUserOut(services, personIn(response), idIn(request));
    response.redirect(303, `/administration/users/${idIn(request)}?done=signed-out`);
  };
}

export function secondFactorRemoval(services: PageServices): RequestHandler {
  return async (request, response) => {
    await removeUsersSecondFactor(services, personIn(response), idIn(request));
    response.redirect(303, `/administration/users/${idIn(request)}?done=second-factor`);
  };
}

export function deactivation(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const found = await findUser(services.database, personIn(response), idIn(request));
      showAdministration(services, request, response, 'deactivation', { title: '利用を停止する', user: found });
    },
    submit: async (request, response) => {
      await deactivateUser(services, personIn(response), idIn(request));
      response.redirect(303, '/administration/users?done=deactivated');
    },
  };
}
