/** Setting up the second factor: the password, the code to scan with recovery codes to keep, and a code that shows it works. */
import type { RequestHandler } from 'express';
import { encode } from 'uqr';
import { needsSecondFactor } from '../../person.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf, show } from '../show.ts';
import { callerOf, formField, personIn } from '../signed-in.ts';

export function ownSecondFactor(services: PageServices): {
  show: RequestHandler;
  begin: RequestHandler;
  confirm: RequestHandler;
} {
  const title = '二段階認証を設定する';
  return {
    show: (request, response) =>
      show(services, request, response, 'account/second-factor', {
        title,
        mustSetUp: needsSecondFactor(personIn(response)),
        passkeysArePossible: services.signIn.passkeys.arePossible,
      }),
    begin: async (request, response) => {
      try {
        const password = formField(request, 'password').slice(0, 300);
        const made = await services.signIn.beginSecondFactor(callerOf(request), personIn(response), password);
        const secret = new URL(made.uri).searchParams.get('secret') ?? '';
        show(services, request, response, 'account/second-factor', {
          title,
          code: squaresOf(made.uri),
          secret: secret.replace(/(.{4})(?=.)/g, '$1 '),
          recoveryCodes: made.recoveryCodes,
        });
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
          ...refusal,
          field: 'password',
        }));
        show(services, request, response, 'account/second-factor', {
          title,
          mustSetUp: needsSecondFactor(personIn(response)),
          passkeysArePossible: services.signIn.passkeys.arePossible,
          refusals,
          errors: errorsOf(refusals),
        });
      }
    },
    confirm: async (request, response) => {
      try {
        const code = formField(request, 'code').slice(0, 16);
        const cookies = await services.signIn.confirmSecondFactor(callerOf(request), personIn(response), code);
        response.append('Set-Cookie', cookies).redirect(303, '/account?done=second-factor');
      } catch (error) {
        const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
          ...refusal,
          field: 'code',
        }));
        const values = { title, isConfirming: true, refusals, errors: errorsOf(refusals) };
        show(services, request, response, 'account/second-factor', values);
      }
    },
  };
}

/** The 2D code as one path of unit squares. */
function squaresOf(uri: string): { size: number; path: string } {
  const { data, size } = encode(uri, { ecc: 'M', border: 4 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: squares.join('') };
}
