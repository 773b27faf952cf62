/** POST /reviews/:id/claim, /reviews/:id/release and /reviews/:id/takeover: who holds a case under review. */
import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../../../domain/refusals.ts';
import { claimCase, releaseCase, takeOverCase } from '../../../prisma/review-claims.ts';
import { orFormAgain, type ToldAgain } from '../../portal/form-again.ts';
import { show } from '../../portal/show.ts';
import { caseIdIn, reviewAddress } from '../case-address.ts';
import type { OperationsServices } from '../operations-services.ts';
import { headOf, reviewCaseIn, showReview } from '../review.ts';
import { personIn, readerIn } from '../signed-in.ts';
import { wordsIn } from './decision.ts';

/** The case is this person's. Who comes second is shown who holds it. Refuses: as `claimCase`, on the page. */
export function claim(services: OperationsServices): RequestHandler {
  return onReview(services, 'claim', async (_request, response, id) => {
    await claimCase(services.db, readerIn(response), id, reviewerIn(response), services.clock.now());
  });
}

/** Nobody holds it any more. */
export function release(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  return {
    show: async (request, response) => {
      const view = await reviewCaseIn(services, request, response);
      const head = headOf(view, personIn(response));
      if (!head.isMine) return response.redirect(303, reviewAddress(view.id));
      show(services, request, response, 'reviews/release', { title: '担当を外れる', ...head });
    },
    submit: onReview(services, 'release', async (_request, response, id) => {
      await releaseCase(services.db, readerIn(response), id, reviewerIn(response), services.clock.now());
    }),
  };
}

/** The case is this person's, whoever held it, with a reason. Refuses: as `takeOverCase`, beside the field. */
export function takeover(services: OperationsServices): { show: RequestHandler; submit: RequestHandler } {
  const page = async (request: Request, response: Response, told: ToldAgain, reason: string) => {
    const view = await reviewCaseIn(services, request, response);
    const head = headOf(view, personIn(response));
    if (!head.isHeldByAnother) return response.redirect(303, reviewAddress(view.id));
    show(services, request, response, 'reviews/takeover', { title: '担当を引き継ぐ', ...head, ...told, reason });
  };
  return {
    show: (request, response) => page(request, response, { refusals: [], errors: {} }, ''),
    submit: async (request, response) => {
      const reason = wordsIn(request, 'reason').slice(0, 1000);
      const id = caseIdIn(request.params.id);
      let again: ToldAgain | null = null;
      const take = async () => {
        await takeOverCase(services.db, readerIn(response), id, reason, reviewerIn(response), services.clock.now());
        response.redirect(303, `${reviewAddress(id)}?recorded=takeover`);
      };
      await orFormAgain(response, 'reason', take, (told) => {
        again = told;
      });
      if (again !== null) await page(request, response, again, reason);
    },
  };
}

function onReview(
  services: OperationsServices,
  told: string,
  act: (request: Request, response: Response, id: string) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const id = caseIdIn(request.params.id);
    try {
      await act(request, response, id);
    } catch (error) {
      if (!(error instanceof Refusal) || error.refusal === 'guarantee-must-exist') throw error;
      return showReview(services, request, response, error);
    }
    response.redirect(303, `${reviewAddress(id)}?recorded=${told}`);
  };
}

function reviewerIn(response: Response) {
  const { userId, by } = personIn(response);
  return { ...by, userId };
}
