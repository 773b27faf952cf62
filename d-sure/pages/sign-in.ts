/** The sign-in page. */
import type { RequestHandler, Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { problemOf } from '../problem-details.ts';
import type { PageServices } from './page-services.ts';
import { callerOf, formField } from './signed-in.ts';

export function signInPage({ render, signIn }: PageServices): { show: RequestHandler; submit: RequestHandler } {
  const page = (response: Response, values: Record<string, unknown>) =>
    response.type('html').send(render('sign-in', { title: 'ログイン', ...values }));
  return {
    show: (_request, response) => {
      page(response, {});
    },
    submit: async (request, response) => {
      const typed = {
        email: formField(request, 'email').slice(0, 254),
        password: formField(request, 'password').slice(0, 256),
      };
      try {
        const cookies = await signIn.signIn(callerOf(request), typed);
        response.append('Set-Cookie', cookies).redirect(303, '/certificates');
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const problem = problemOf(error);
        page(response.status(problem.status), { problem, email: typed.email });
      }
    },
  };
}
