/** 二段階認証: turned on with the password, which shows the secret for the authenticator app. */
import type { RequestHandler } from 'express';
import { callerOf } from '../caller.ts';
import { orFormAgain } from '../form-again.ts';
import { formField } from '../forms.ts';
import { type PortalServices, portalPersonIn } from '../portal.ts';
import { showAccountPage } from './account-page.ts';
import { secretOf } from './authenticator-secret.ts';

export function secondFactor(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const title = '二段階認証';
  return {
    show: (request, response) => {
      const { hasSecondFactor } = portalPersonIn(response);
      showAccountPage(services, request, response, 'second-factor', { title, hasSecondFactor });
    },
    submit: (request, response) => {
      const person = portalPersonIn(response);
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
