/** The page after the password, for people with a second factor: the code of the authenticator app, or a recovery code. */
import type { RequestHandler } from 'express';
import { callerOf } from '../caller.ts';
import { orFormAgain } from '../form-again.ts';
import { formField } from '../forms.ts';
import type { PortalServices } from '../portal.ts';
import { show } from '../show.ts';

interface CodePage {
  readonly show: RequestHandler;
  readonly submit: RequestHandler;
}

export function codePage(services: PortalServices): CodePage {
  const { secondFactor } = services.signIn;
  return pageOf(services, 'sign-in/code', '認証コードの入力', (caller, code) => secondFactor.answer(caller, code));
}

export function recoveryCodePage(services: PortalServices): CodePage {
  const { secondFactor } = services.signIn;
  return pageOf(services, 'sign-in/recovery-code', '回復コードの入力', (caller, code) =>
    secondFactor.answerWithRecoveryCode(caller, code),
  );
}

function pageOf(
  services: PortalServices,
  page: string,
  title: string,
  answer: (caller: ReturnType<typeof callerOf>, code: string) => Promise<string[]>,
): CodePage {
  return {
    show: (request, response) => show(services, request, response, page, { title }),
    submit: (request, response) =>
      orFormAgain(
        response,
        'code',
        async () => {
          const cookies = await answer(callerOf(request), formField(request, 'code').slice(0, 40));
          response.append('Set-Cookie', cookies).redirect(303, '/');
        },
        (told) => show(services, request, response, page, { title, ...told }),
      ),
  };
}
