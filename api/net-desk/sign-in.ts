/** The sign-in page. */
import type { RequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { problemOf } from '../problem-details.ts';
import { requestIdOf } from '../request-id.ts';
import type { DeskServices } from './desk-services.ts';
import { show } from './show.ts';
import { callerOf, formField } from './signed-in.ts';

export function signInPage(services: DeskServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: (request, response) => show(services, request, response, 'sign-in', { title: 'ログイン' }),
    submit: async (request, response) => {
      const email = formField(request, 'email').slice(0, 254);
      const password = formField(request, 'password').slice(0, 256);
      try {
        const cookies = await services.signIn.signIn(callerOf(request), { email, password });
        response.append('Set-Cookie', cookies).redirect(303, '/');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.status(problemOf(error, requestIdOf(response)).status);
        const refusals = [{ field: 'email', sentence: error.message }];
        show(services, request, response, 'sign-in', { title: 'ログイン', email, refusals });
      }
    },
  };
}
