/** アカウント: who I am here, and how my sign-in is kept. */
import type { RequestHandler } from 'express';
import { rightNames } from '../../domain/rights.ts';
import type { DeskServices } from './desk-services.ts';
import { show } from './show.ts';
import { personIn } from './signed-in.ts';

export function account(services: DeskServices): RequestHandler {
  return (request, response) => {
    const { email, hasSecondFactor, right, name, contractorName } = personIn(response);
    show(services, request, response, 'account', {
      title: 'アカウント',
      own: { email, name, contractorName, right: rightNames[right] },
      passwordChanged: request.query.done === 'password',
      hasSecondFactor,
    });
  };
}
