/** ご自分の設定: who I am here, my password, my second factor, and the end of all my sessions. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { needsPasskey } from '../person.ts';
import { rightNames } from '../rights.ts';
import type { PageServices } from './page-services.ts';
import { errorsOf, refusalsOf, say, show } from './show.ts';
import { callerOf, formField, personIn } from './signed-in.ts';

export function account(services: PageServices): {
  show: RequestHandler;
  changePassword: RequestHandler;
  signOutEverywhere: RequestHandler;
} {
  const page = async (request: Request, response: Response, values: Record<string, unknown>) => {
    const person = personIn(response);
    const { arePossible, list } = services.signIn.passkeys;
    show(services, request, response, 'account', {
      title: 'ご自分の設定',
      facts: [
        { label: '氏名', value: person.name },
        { label: 'メールアドレス', value: person.email },
        { label: '発注者', value: person.authorityName },
        { label: '部署', value: person.departments.map(({ name }) => name).join('、') },
        { label: '権限', value: say(services, request, rightNames[person.right]) },
      ],
      passkeyIsAsked: needsPasskey(person),
      passkeysArePossible: arePossible,
      passkeys: await list(person.userId),
      passkeyAdded: request.query.done === 'passkey',
      passkeyRemoved: request.query.done === 'passkey-removed',
      ...values,
    });
  };
  return {
    show: (request, response) => page(request, response, { done: doneWords[String(request.query.done)] }),
    changePassword: async (request, response) => {
      try {
        const password = formField(request, 'password').slice(0, 300);
        if (password !== formField(request, 'again').slice(0, 300))
          throw new Refusal('passwords-must-be-alike', { field: 'again' });
        const current = formField(request, 'current').slice(0, 300);
        await services.signIn.changePassword(callerOf(request), personIn(response), { current, password });
        response.redirect(303, '/account?done=password');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
          ...refusal,
          field: refusal.field ?? 'current',
        }));
        await page(request, response, { refusals, errors: errorsOf(refusals) });
      }
    },
    signOutEverywhere: async (_request, response) => {
      await services.signIn.signOutEverywhere(personIn(response).userId);
      response.redirect(303, '/sign-in');
    },
  };
}

const doneWords: Readonly<Record<string, string>> = {
  password: 'パスワードを変えました。ほかの端末のログインは終わりました。',
  'second-factor':
    '二段階認証を設定しました。次のログインから認証コードを入力します。ほかの端末のログインは終わりました。',
};
