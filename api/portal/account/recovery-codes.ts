/** 回復コード: new ones are made with the password, and shown once. */
import type { Request, RequestHandler, Response } from 'express';
import { callerOf } from '../caller.ts';
import { orFormAgain } from '../form-again.ts';
import { formField } from '../forms.ts';
import { type PortalServices, portalPersonIn } from '../portal.ts';
import { showAccountPage } from './account-page.ts';

export function recoveryCodes(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  const title = '回復コードの作り直し';
  return {
    show: (request, response) => showAccountPage(services, request, response, 'recovery-codes', { title }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'password',
        async () => {
          const password = formField(request, 'password').slice(0, 256);
          const person = portalPersonIn(response);
          const codes = await services.signIn.secondFactor.renewRecoveryCodes(callerOf(request), person, password);
          showRecoveryCodes(services, request, response, codes, '回復コードを作り直しました');
        },
        (told) => showAccountPage(services, request, response, 'recovery-codes', { title, ...told }),
      ),
  };
}

/** The answer that shows them: nobody can have it again. */
export function showRecoveryCodes(
  services: PortalServices,
  request: Request,
  response: Response,
  codes: readonly string[],
  done: string,
): void {
  const values = { title: '回復コード', done, codes, together: codes.join('\n') };
  showAccountPage(services, request, response, 'recovery-codes-shown', values);
}
