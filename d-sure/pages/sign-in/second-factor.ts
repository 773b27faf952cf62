/** The second step of a sign-in: a code of the person's app, or one of the recovery codes kept on paper. */
import type { RequestHandler } from 'express';
import type { PageServices } from '../page-services.ts';
import { refusalsOf, show } from '../show.ts';
import { callerOf, formField } from '../signed-in.ts';

export function secondFactorPage(services: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const title = '二段階認証';
  return {
    show: (request, response) => show(services, request, response, 'sign-in/second-factor', { title }),
    submit: async (request, response) => {
      const isRecovery = formField(request, 'kind') === 'recovery';
      const field = isRecovery ? 'recoveryCode' : 'code';
      try {
        const code = formField(request, field).slice(0, 64);
        const cookies = await services.signIn.passSecondFactor(callerOf(request), { code, isRecovery });
        response.append('Set-Cookie', cookies).redirect(303, '/certificates');
      } catch (error) {
        const [refusal] = refusalsOf(services, request, response, error);
        const refusals = [{ ...refusal, field }];
        const errors = { [field]: refusal?.sentence };
        show(services, request, response, 'sign-in/second-factor', { title, refusals, errors, isRecovery });
      }
    },
  };
}
