/** A form whose press is refused is shown again, with the sentence beside its field and on top of the page. */
import type { Response } from 'express';
import { Refusal } from '../../domain/refusals.ts';
import { problemOf } from '../problem-details.ts';
import { requestIdOf } from '../request-id.ts';

/** What a page's template takes: the summary on top, and the sentence for each field. */
export interface ToldAgain {
  readonly refusals: readonly { readonly field: string; readonly sentence: string }[];
  readonly errors: Readonly<Record<string, string>>;
}

/** Presses; a refusal has its status, and comes back for the form to tell. `field`: of refusals that name none. */
export async function orFormAgain(
  response: Response,
  field: string,
  press: () => Promise<void>,
  again: (told: ToldAgain) => void | Promise<void>,
): Promise<void> {
  try {
    await press();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(problemOf(error, requestIdOf(response)).status);
    const refusals =
      error.details.length > 0
        ? error.details.map((detail) => ({ field: detail.field ?? field, sentence: detail.sentence }))
        : [{ field: error.field ?? field, sentence: error.sentence }];
    await again({ refusals, errors: Object.fromEntries(refusals.map((told) => [told.field, told.sentence])) });
  }
}
