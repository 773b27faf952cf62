/** 関係会社: recorded by an administrator for a person, or declared by the person; and its end, by another. */
import type { Request, RequestHandler, Response } from 'express';
import { dayInJapan } from '../../../domain/dates.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { connectionWish, longestReason, reasonRefusals } from '../../../domain/staff-wishes.ts';
import {
  declareConnection,
  endConnection,
  findContractors,
  listConnections,
  readConnection,
} from '../../../prisma/connections.ts';
import { readStaff } from '../../../prisma/staff-users.ts';
import { orFormAgain } from '../../portal/form-again.ts';
import { formField } from '../../portal/forms.ts';
import { said } from '../../portal/list-address.ts';
import { show } from '../../portal/show.ts';
import type { OperationsServices } from '../operations-services.ts';
import { personIn } from '../signed-in.ts';

const mostFound = 20;

/** Whose connections the page is about, and where it stands. */
interface Place {
  readonly userId: string;
  readonly address: string;
  /** Where it leads when it is done. */
  readonly back: string;
  readonly trail: readonly { readonly title: string; readonly href?: string }[];
}

type Form = { readonly show: RequestHandler; readonly submit: RequestHandler };

const title = '関係会社を登録する';

/** GET and POST /users/:id/connections */
export function userConnections(services: OperationsServices): Form {
  return connectionForm(services, async (request) => {
    const { id, name } = await readStaff(services.db, String(request.params.id), services.clock.now());
    const trail = [{ title: '利用者', href: '/users' }, { title: name, href: `/users/${id}` }, { title }];
    return { userId: id, address: `/users/${id}/connections`, back: `/users/${id}`, trail };
  });
}

/** GET and POST /account/connections: everybody's own. */
export function ownConnections(services: OperationsServices): Form {
  return connectionForm(services, async (_request, response) => {
    const trail = [{ title: 'アカウント', href: '/account' }, { title: '関係会社' }];
    const address = '/account/connections';
    return { userId: personIn(response).userId, address, back: address, trail };
  });
}

function connectionForm(
  services: OperationsServices,
  placeOf: (request: Request, response: Response) => Promise<Place>,
): Form {
  const { db, clock } = services;
  return {
    show: async (request, response) => page(services, request, response, await placeOf(request, response), {}),
    submit: async (request, response) => {
      const place = await placeOf(request, response);
      const [contractorId, reason] = [formField(request, 'contractorId'), formField(request, 'reason')];
      const [fromOn, toOn] = [formField(request, 'fromOn'), formField(request, 'toOn')];
      const typed = { contractorId, fromOn, toOn, reason };
      return orFormAgain(
        response,
        'contractorId',
        async () => {
          const wished = connectionWish(typed, dayInJapan(clock.now()));
          if ('refusals' in wished) throw new Refusal('content-must-be-in-order', { details: wished.refusals });
          await declareConnection(db, place.userId, wished.wish, { by: personIn(response).by, now: clock.now() });
          response.redirect(303, `${place.back}?done=connection`);
        },
        (told) => page(services, request, response, place, { ...typed, ...told }),
      );
    },
  };
}

async function page(
  services: OperationsServices,
  request: Request,
  response: Response,
  { userId, address, back, trail }: Place,
  values: object,
): Promise<void> {
  const { db, clock } = services;
  const words = said(request.query, 'q', 60) || said({ q: formField(request, 'q') }, 'q', 60);
  const [found, connections] = await Promise.all([
    findContractors(db, words, mostFound + 1),
    listConnections(db, userId, dayInJapan(clock.now())),
  ]);
  show(services, request, response, 'users/connections', {
    title: trail.at(-1)?.title ?? title,
    trail,
    address,
    back,
    isDone: request.query.done === 'connection',
    words,
    contractors: found.slice(0, mostFound).map(({ id, name, address: hint }) => ({ value: id, title: name, hint })),
    areMore: found.length > mostFound,
    connections: connections.filter(({ isOver }) => !isOver),
    longestReason,
    fromOn: '',
    ...values,
  });
}

/** GET and POST /users/connections/:id/end */
export function connectionEnd(services: OperationsServices): Form {
  const { db, clock } = services;
  const ending = async (request: Request, response: Response, values: object) => {
    const now = clock.now();
    const connection = await readConnection(db, String(request.params.id), dayInJapan(now));
    const { id, name } = await readStaff(db, connection.userId, now);
    const trail = [
      { title: '利用者', href: '/users' },
      { title: name, href: `/users/${id}` },
    ];
    const heading = '関係会社の登録を終えますか';
    show(services, request, response, 'users/connection-end', {
      title: heading,
      trail: [...trail, { title: heading }],
      name,
      back: `/users/${id}`,
      connection,
      longestReason,
      ...values,
    });
  };
  return {
    show: (request, response) => ending(request, response, {}),
    submit: async (request, response) => {
      const { id, userId } = await readConnection(db, String(request.params.id), dayInJapan(clock.now()));
      const reason = formField(request, 'reason');
      return orFormAgain(
        response,
        'reason',
        async () => {
          const details = reasonRefusals(reason);
          if (details.length > 0) throw new Refusal('content-must-be-in-order', { details });
          await endConnection(db, id, { by: personIn(response).by, reason: reason.trim(), now: clock.now() });
          response.redirect(303, `/users/${userId}?done=end`);
        },
        (told) => ending(request, response, { reason, ...told }),
      );
    },
  };
}
