/** Ending a 代決 before its time, with a reason. GET and POST /delegations/:id/end */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { longestReason, reasonRefusals } from '../../../domain/staff-wishes.ts';
import { endDelegation, readDelegation } from '../../../prisma/delegations.ts';
import { orFormAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import { mayChange } from '../delegations.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';

export function delegationEnd(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  const own = async (request: Request, response: Response) => {
    const delegation = await readDelegation(db, String(request.params.id), dayInJapan(clock.now()));
    if (!mayChange(personIn(response), delegation.approver.id)) throw new Refusal('delegation-must-be-of-oneself');
    return delegation;
  };
  const page = async (request: Request, response: Response, values: object) => {
    const delegation = await own(request, response);
    const title = '代決を終えますか';
    const trail = [{ title: '代決', href: '/delegations' }, { title }];
    show(services, request, response, 'delegations/end', { title, trail, delegation, longestReason, ...values });
  };
  return {
    show: (request, response) => page(request, response, {}),
    submit: async (request, response) => {
      const { id } = await own(request, response);
      const reason = formField(request, 'reason');
      return orFormAgain(
        response,
        'reason',
        async () => {
          const details = reasonRefusals(reason);
          if (details.length > 0) throw new Refusal('content-must-be-in-order', { details });
          await endDelegation(db, id, { by: personIn(response).by, reason: reason.trim(), now: clock.now() });
          response.redirect(303, '/delegations?done=ended');
        },
        (told) => page(request, response, { reason, ...told }),
      );
    },
  };
}
