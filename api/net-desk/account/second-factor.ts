/** 二段階認証: turned on with the password, which shows the secret for the authenticator app. */
import type { RequestHandler } from 'express';
import type { DeskServices } from '../desk-services.ts';
import { orFormAgain } from '../form-again.ts';
import { callerOf, formField, personIn } from '../signed-in.ts';
import { showAccountPage } from './account-page.ts';
import { secretOf } from './authenticator-secret.ts';

export function secondFactor(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  const title = '二段階認証';
  return {
    show: (request, response) => {
      const { hasSecondFactor } = personIn(response);
      showAccountPage(services, request, response, 'second-factor', { title, hasSecondFactor });
    },
    submit: (request, response) => {
      const person = personIn(response);
      const { hasSecondFactor } = person;
      return orFormAgain(
        response,
        'password',
        async () => {
          const password = formField(request, 'password').slice(0, 256);
          const uri = await services.signIn.secondFactor.begin(callerOf(request), person, password);
          const secret = secretOf(uri);
          showAccountPage(services, request, response, 'second-factor/confirmation', {
            title: '認証アプリの登録',
            secret,
          });
        },
        (told) => showAccountPage(services, request, response, 'second-factor', { title, hasSecondFactor, ...told }),
      );
    },
  };
}
