/** An act on a person of the staff: a page that says what it does and asks for the reason, and the press. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { longestReason, reasonRefusals } from '../../../domain/staff-wishes.ts';
import type { Changing } from '../../../prisma/staff-changes.ts';
import { deactivateStaff, reactivateStaff, resetSecondFactor } from '../../../prisma/staff-coming-in.ts';
import { readStaff, type StaffUser } from '../../../prisma/staff-users.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';

interface ActOn {
  readonly path: string;
  readonly title: string;
  readonly button: string;
  readonly back: string;
  readonly isDanger: boolean;
  /** What it does, a sentence each. */
  readonly effects: readonly string[];
  readonly done: string;
  /** Of whom it may be asked. */
  readonly isFor: (staff: StaffUser) => boolean;
  readonly press: (services: OperationsServices, id: string, version: number, changing: Changing) => Promise<void>;
}

const deactivation: ActOn = {
  path: 'deactivation',
  title: '利用を停止しますか',
  button: '停止する',
  back: '停止せずに戻る',
  isDanger: true,
  effects: [
    'この方はすぐにログインできなくなります。開いている画面も終わります。',
    'この方のAPIキーは失効し、元に戻せません。',
    'この方がした操作の記録と名前は残ります。権限も残り、再開すると元に戻ります。',
  ],
  done: 'deactivation',
  isFor: ({ state }) => state !== 'deactivated',
  press: ({ db }, ...rest) => deactivateStaff(db, ...rest),
};

const reactivation: ActOn = {
  path: 'reactivation',
  title: '利用を再開しますか',
  button: '再開する',
  back: '再開せずに戻る',
  isDanger: false,
  effects: [
    'この方は、前と同じパスワードと認証アプリでログインできるようになります。',
    '失効したAPIキーは、元に戻りません。',
  ],
  done: 'reactivation',
  isFor: ({ state }) => state === 'deactivated',
  press: ({ db }, ...rest) => reactivateStaff(db, ...rest),
};

const secondFactorReset: ActOn = {
  path: 'second-factor-reset',
  title: '認証アプリを解除しますか',
  button: '解除する',
  back: '解除せずに戻る',
  isDanger: true,
  effects: [
    'ご本人からの依頼であることを、電話など別の方法で確かめてから解除してください。',
    'いまの認証アプリ・回復コード・パスキーは使えなくなり、開いている画面も終わります。',
    '次にパスワードでログインした方が、新しい認証アプリを登録します。',
  ],
  done: 'reset',
  isFor: ({ hasSecondFactor, state }) => hasSecondFactor && state === 'active',
  press: ({ db }, ...rest) => resetSecondFactor(db, ...rest),
};

type Form = { readonly show: RequestHandler; readonly submit: RequestHandler };

/** GET and POST /users/:id/deactivation, …/reactivation, …/second-factor-reset */
export const userDeactivation = (services: OperationsServices): Form => actPage(services, deactivation);
export const userReactivation = (services: OperationsServices): Form => actPage(services, reactivation);
export const userSecondFactorReset = (services: OperationsServices): Form => actPage(services, secondFactorReset);

function actPage(services: OperationsServices, act: ActOn): Form {
  const { db, clock } = services;
  const person = async (request: Request) => {
    const staff = await readStaff(db, String(request.params.id), clock.now());
    if (!act.isFor(staff)) throw new Refusal('staff-person-must-exist');
    return staff;
  };
  return {
    show: async (request, response) => page(services, request, response, act, await person(request)),
    submit: async (request, response) => {
      const staff = await person(request);
      const reason = formField(request, 'reason');
      return orFormAgain(
        response,
        'reason',
        async () => {
          const details = reasonRefusals(reason);
          if (details.length > 0) throw new Refusal('content-must-be-in-order', { details });
          const changing = { by: personIn(response).by, reason: reason.trim(), now: clock.now() };
          await act.press(services, staff.id, Number(formField(request, 'version')), changing);
          response.redirect(303, `/users/${staff.id}?done=${act.done}`);
        },
        async (told) => page(services, request, response, act, await person(request), { reason, ...told }),
      );
    },
  };
}

function page(
  services: OperationsServices,
  request: Request,
  response: Response,
  { path, title, button, back, isDanger, effects }: ActOn,
  staff: StaffUser & { readonly version: number },
  again: Partial<ToldAgain> & { readonly reason?: string } = {},
): void {
  show(services, request, response, 'users/act', {
    title,
    trail: [{ title: '利用者', href: '/users' }, { title: staff.name, href: `/users/${staff.id}` }, { title }],
    staff,
    action: `/users/${staff.id}/${path}`,
    button,
    back,
    isDanger,
    effects,
    longestReason,
    ...again,
  });
}
