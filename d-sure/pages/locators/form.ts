/** The form of a locator: what was typed, the choices, and each refusal beside its field. */
import type { Request, Response } from 'express';
import {
  type LocatorField,
  locatorFields,
  locatorKindNames,
  locatorKinds,
  locatorLabels,
  maxLocatorLengths,
  type TypedLocator,
} from '../../../domain/locator.ts';
import { Refusal } from '../../../domain/refusals.ts';
import type { PageServices } from '../page-services.ts';
import { errorsOf, refusalsOf } from '../show.ts';
import { formField } from '../signed-in.ts';

/** Far more than any field may hold, and no more than a page should carry back. */
const longestTyped = 10_000;

export function typedLocator(request: Request): TypedLocator {
  const fields = locatorFields.map((field) => [field, formField(request, field).slice(0, longestTyped)]);
  return Object.fromEntries(fields) as TypedLocator;
}

export const blankLocator = Object.fromEntries(locatorFields.map((field) => [field, ''])) as TypedLocator;

/** Whether the person said that the same URL stands for another guarantee. */
export function choicesIn(request: Request): { isAnother: boolean } {
  return { isAnother: formField(request, 'isAnother') === 'yes' };
}

/** What the form's template shows. */
export function formValues(typed: TypedLocator, { isAnother }: { isAnother: boolean }) {
  return {
    typed,
    isAnother,
    asksWhetherAnother: isAnother,
    labels: locatorLabels,
    lengths: maxLocatorLengths,
    kinds: locatorKinds.map((value) => ({ value, title: locatorKindNames[value] })),
  };
}

/** The refusals of the form, all told at once. The answer's status is set. Throws what the form has no place for. */
export function formRefusals(services: PageServices, request: Request, response: Response, error: unknown) {
  if (!(error instanceof Refusal)) throw error;
  const isOvertaken = error.refusal === 'locator-must-be-as-shown';
  if (error.field === undefined && error.details.length === 0 && !isOvertaken) throw error;
  const refusals = refusalsOf(services, request, response, error).map((refusal) => ({
    ...refusal,
    label: refusal.field === null ? null : locatorLabels[refusal.field as LocatorField],
  }));
  const isKnown = error.refusal === 'locator-url-must-be-new';
  return { refusals, isOvertaken, errors: errorsOf(refusals), ...(isKnown ? { asksWhetherAnother: true } : {}) };
}
