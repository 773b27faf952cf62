/** A new 代決: the absent approver, the delegate, the days, the reason. GET and POST /delegations/new */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { delegationWish, longestReason } from '../../../domain/staff-wishes.ts';
import { delegationChoices, makeDelegation } from '../../../prisma/delegations.ts';
import { orFormAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { show } from '../../portal/show.ts';
import { mayChange } from '../delegations.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';

export function newDelegation(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const { db, clock } = services;
  return {
    show: (request, response) => page(services, request, response, {}),
    submit: (request, response) => {
      const [approverId, delegateId] = [formField(request, 'approverId'), formField(request, 'delegateId')];
      const [fromOn, toOn] = [formField(request, 'fromOn'), formField(request, 'toOn')];
      const typed = { approverId, delegateId, fromOn, toOn, reason: formField(request, 'reason') };
      return orFormAgain(
        response,
        'approverId',
        async () => {
          const person = personIn(response);
          if (approverId !== '' && !mayChange(person, approverId))
            throw new Refusal('delegation-must-be-of-oneself', { field: 'approverId' });
          const wished = delegationWish(typed, dayInJapan(clock.now()));
          if ('refusals' in wished) throw new Refusal('content-must-be-in-order', { details: wished.refusals });
          await makeDelegation(db, wished.wish, { by: person.by, now: clock.now() });
          response.redirect(303, '/delegations?done=made');
        },
        (told) => page(services, request, response, { ...typed, ...told }),
      );
    },
  };
}

async function page(services: OperationsServices, request: Request, response: Response, values: object): Promise<void> {
  const { db, clock } = services;
  const person = personIn(response);
  const today = dayInJapan(clock.now());
  const { approvers, delegates } = await delegationChoices(db, today);
  const choice = ({ id, name }: { id: string; name: string }) => ({ value: id, title: name });
  const own = approvers.filter(({ id }) => mayChange(person, id));
  const title = '代決を設定する';
  show(services, request, response, 'delegations/new', {
    title,
    trail: [{ title: '代決', href: '/delegations' }, { title }],
    approvers: own.map(choice),
    delegates: delegates.map(choice),
    approverId: own.length === 1 ? own[0]?.id : '',
    delegateId: '',
    fromOn: today,
    longestReason,
    ...values,
  });
}
