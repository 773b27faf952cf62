/** What was thrown becomes a page with its sentence and a way on. */
import type { ErrorRequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { loggable } from '../failures.ts';
import { problemOf } from '../problem-details.ts';
import type { PageServices } from './page-services.ts';
import { say, show } from './show.ts';

export function failurePage(services: PageServices): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { status, title } = problemOf(error);
    if (status >= 500) services.log.error({ failure: loggable(error) }, 'request failed');
    response.status(status);
    const sentence = error instanceof Refusal ? say(services, request, error.pattern, error.values) : title;
    show(services, request, response, 'failure', { title: 'ご確認ください', sentence });
  };
}
