/** Ending one other session: a page that says which, and the press. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../../domain/refusals.ts';
import { type PortalServices, portalPersonIn } from '../../portal.ts';
import { showAccountPage } from '../account-page.ts';
import { ownSessions } from '../own-sessions.ts';

export function sessionEnd(services: PortalServices): { show: RequestHandler; submit: RequestHandler } {
  /** Refuses: `address-must-exist`, also for this very session, which signs out. */
  const found = async ({ params }: Request, response: Response) => {
    const sessions = await ownSessions(services, portalPersonIn(response));
    const session = sessions.find(({ id, isThis }) => id === params.id && !isThis);
    if (session === undefined) throw new Refusal('address-must-exist');
    return session;
  };
  return {
    show: async (request, response) => {
      const title = '次の端末でのログインを終わらせますか';
      showAccountPage(services, request, response, 'sessions/end', { title, session: await found(request, response) });
    },
    submit: async (request, response) => {
      const { id } = await found(request, response);
      await services.signIn.endSession(portalPersonIn(response).userId, id);
      response.redirect(303, '/account?done=session');
    },
  };
}
