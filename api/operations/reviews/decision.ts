/** What the decisions of a review share: a page of its own that says what the press will do, and the press, once. */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { type FieldRefusal, Refusal } from '../../../domain/refusals.ts';
import type { ReviewCase } from '../../../prisma/review-case.ts';
import { languageOf } from '../../../web/language.ts';
import { formField } from '../../portal/forms.ts';
import { requestIdIn } from '../../portal/pressed.ts';
import { show } from '../../portal/show.ts';
import { problemOf } from '../../problem-details.ts';
import { requestIdOf } from '../../request-id.ts';
import type { Speech } from '../application-facts.ts';
import { reviewAddress } from '../case-address.ts';
import { languageCookie, type OperationsServices } from '../operations-services.ts';
import { headOf, reviewCaseIn, showReview } from '../review.ts';
import { personIn } from '../signed-in.ts';

/** A decision. What was typed is `Typed`; what it asks for is `Content`. */
export interface Decision<Typed, Content> {
  /** The last part of its address, its template, and the name that the page is told it by. */
  readonly name: 'approval' | 'return' | 'decline' | 'paper-request';
  readonly title: string;
  readonly told: string;
  /** Whether what was typed is shown once more before it counts. */
  readonly isConfirmed: boolean;
  readonly read: (request: Request) => Typed;
  /** What the press asks for, or everything that is wrong with what was typed, beside its field. */
  readonly check: (typed: Typed) => { readonly content: Content } | { readonly refusals: readonly FieldRefusal[] };
  /** What the template shows besides the head. */
  readonly values: (view: ReviewCase, typed: Typed, speech: Speech) => object;
  /** Whether this very form was pressed before: then its answer stands, whatever holds now. */
  readonly isAgain: (press: Pressing<Content>) => Promise<boolean>;
  readonly press: (press: Pressing<Content>) => Promise<'recorded' | 'underway'>;
}

export interface Pressing<Content> {
  readonly response: Response;
  readonly view: ReviewCase;
  readonly key: string;
  readonly content: Content;
}

/**
 * Its page, and the press. Who does not hold the case is shown who does.
 *
 * Refuses: `guarantee-must-exist`, `form-must-be-from-this-page`, `case-must-be-held`, `case-must-be-under-review`,
 * `case-must-not-be-held-by-another`, and whatever the press is refused with: each on the page, beside its field.
 */
export function decision<Typed, Content>(
  services: OperationsServices,
  about: Decision<Typed, Content>,
): { show: RequestHandler; submit: RequestHandler } {
  const page = (
    request: Request,
    response: Response,
    view: ReviewCase,
    typed: Typed,
    { refusals, confirming }: { refusals: readonly FieldRefusal[]; confirming: boolean },
  ) => {
    const language = languageOf(request, languageCookie);
    const speech = { language, t: services.pages.translate[language] };
    show(services, request, response, `reviews/${about.name}`, {
      title: about.title,
      ...headOf(view, personIn(response)),
      action: `${reviewAddress(view.id)}/${about.name}`,
      requestId: randomUUID(),
      confirming,
      refusals: refusals.map(({ field, sentence }) => ({ field: field ?? 'reason', sentence })),
      errors: Object.fromEntries(refusals.map(({ field, sentence }) => [field ?? 'reason', sentence])),
      ...about.values(view, typed, speech),
    });
  };
  return {
    show: async (request, response) => {
      const view = await reviewCaseIn(services, request, response);
      if (whyNot(view, personIn(response).userId) !== null) return response.redirect(303, reviewAddress(view.id));
      page(request, response, view, about.read(request), { refusals: [], confirming: false });
    },
    submit: async (request, response) => {
      const view = await reviewCaseIn(services, request, response);
      const typed = about.read(request);
      const step = formField(request, 'step');
      const checked = about.check(typed);
      const key = `operations/${requestIdIn(request)}`;
      const pressing = 'content' in checked ? { response, view, key, content: checked.content } : null;
      const again = pressing !== null && (await about.isAgain(pressing));
      const not = again ? null : whyNot(view, personIn(response).userId);
      if (not !== null) return showReview(services, request, response, new Refusal(not));
      if (pressing === null) {
        response.status(422);
        const refusals = 'refusals' in checked ? checked.refusals : [];
        return page(request, response, view, typed, { refusals, confirming: false });
      }
      if (!again && step === 'change') {
        return page(request, response, view, typed, { refusals: [], confirming: false });
      }
      if (!again && about.isConfirmed && step !== 'press') {
        return page(request, response, view, typed, { refusals: [], confirming: true });
      }
      try {
        const how = await about.press(pressing);
        response.redirect(303, `${reviewAddress(view.id)}?${how}=${about.told}`);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.status(problemOf(error, requestIdOf(response)).status);
        const refusal = { name: error.refusal, sentence: error.sentence, field: error.field ?? 'reason' };
        page(request, response, view, typed, { refusals: [refusal], confirming: false });
      }
    },
  };
}

/** Why this person may not decide the case now; null: they hold it. */
function whyNot({ isUnderReview, holder }: ReviewCase, userId: string) {
  if (!isUnderReview) return 'case-must-be-under-review' as const;
  if (holder === null) return 'case-must-be-held' as const;
  return holder.id === userId ? null : ('case-must-not-be-held-by-another' as const);
}

/** Words as a person typed them into a field of several lines. */
export function wordsIn(request: Request, name: string): string {
  return formField(request, name).replaceAll('\r\n', '\n').trim();
}
