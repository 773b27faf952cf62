/** What was thrown becomes a page with its sentence and a way on; what nobody foresaw gets a number to tell us. */
import type { ErrorRequestHandler } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { mayAct, rightNames } from '../../domain/rights.ts';
import { administratorNames } from '../../prisma/company-users.ts';
import { loggable } from '../failures.ts';
import { problemOf } from '../problem-details.ts';
import { requestIdOf } from '../request-id.ts';
import type { DeskServices } from './desk-services.ts';
import { show } from './show.ts';
import type { DeskPerson } from './signed-in.ts';

export function failurePage(services: DeskServices): ErrorRequestHandler {
  return async (error, request, response, next) => {
    const requestId = requestIdOf(response);
    const { status, body } = problemOf(error, requestId);
    if (status >= 500) services.logger.error({ requestId, ...loggable(error) }, 'request failed');
    if (response.headersSent) return next(error);
    const { title } = JSON.parse(body) as { title: string };
    response.status(status);
    const person = response.locals.person as DeskPerson | undefined;
    if (person !== undefined && error instanceof Refusal && error.refusal === 'role-must-allow-this') {
      return show(services, request, response, 'not-allowed', await whyNot(services, person));
    }
    show(services, request, response, 'failure', {
      title: 'ご確認ください',
      sentence: title,
      requestId: status >= 500 ? requestId : null,
    });
  };
}

/** Why the right does not do, and who may change it. */
async function whyNot({ db }: DeskServices, { right, reader }: DeskPerson) {
  return {
    title: 'この操作には別の権限が必要です',
    rightName: rightNames[right],
    isReader: !mayAct(right),
    administrators: await administratorNames(db, reader).catch(() => []),
  };
}
