/** What was thrown becomes a page with its sentence and a way on; what nobody foresaw gets a number to tell us. */
import type { ErrorRequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { loggable } from '../failures.ts';
import { problemOf } from '../problem-details.ts';
import { requestIdOf } from '../request-id.ts';
import { type PortalServices, somebodyIn } from './portal.ts';
import { show } from './show.ts';

export function failurePage(services: PortalServices): ErrorRequestHandler {
  return async (error, request, response, next) => {
    const requestId = requestIdOf(response);
    const { status, body } = problemOf(error, requestId);
    if (status >= 500) services.logger.error({ requestId, ...loggable(error) }, 'request failed');
    if (response.headersSent) return next(error);
    const { title } = JSON.parse(body) as { title: string };
    response.status(status);
    const isRight = error instanceof Refusal && error.refusal === 'role-must-allow-this';
    if (isRight && somebodyIn(response) !== undefined) {
      return show(services, request, response, 'not-allowed', await services.whyNot(response));
    }
    show(services, request, response, 'failure', {
      title: 'ご確認ください',
      sentence: title,
      requestId: status >= 500 ? requestId : null,
    });
  };
}
