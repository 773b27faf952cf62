/** What a person typed on the form, and what is wrong with it. */
import type { Request } from 'express';
import { type Application, applicationSchema } from '../../../domain/application.ts';
import {
  applicationBody,
  formFieldNames,
  formFieldOf,
  type TypedApplication,
} from '../../../domain/application-form.ts';
import { applicationRefusals } from '../../../domain/application-refusals.ts';
import { dayInJapan } from '../../../domain/dates.ts';
import type { FieldRefusal } from '../../../domain/refusals.ts';
import { shapeRefusals } from '../../../domain/shape-refusals.ts';
import { maxMessageLength } from '../../../domain/text.ts';
import { applicationFacts } from '../../../prisma/application-facts.ts';
import type { DeskServices } from '../desk-services.ts';
import { labelOf } from './labels.ts';

/** The form's own fields, each cut at a length that no field may have. */
export function typedIn(request: Request): TypedApplication {
  const body = (typeof request.body === 'object' && request.body !== null ? request.body : {}) as Record<
    string,
    unknown
  >;
  return Object.fromEntries(
    [...formFieldNames].flatMap((name) => {
      const value = Object.hasOwn(body, name) ? body[name] : undefined;
      return typeof value === 'string' && value !== '' ? [[name, value.slice(0, maxMessageLength * 4)]] : [];
    }),
  );
}

/** A refusal as the form shows it: beside its field, and in the summary. */
export interface FormRefusal {
  readonly field: string | null;
  readonly sentence: string;
  /** The product's block and the field's label, for the summary. */
  readonly block: string | null;
  readonly label: string | null;
}

/** The application, or every refusal of it. */
export async function checked(
  { db, clock }: DeskServices,
  contractorId: string,
  typed: TypedApplication,
): Promise<{ application: Application } | { refusals: FormRefusal[] }> {
  const body = applicationBody(typed);
  const read = applicationSchema.safeParse(body);
  if (!read.success) return { refusals: onForm(shapeRefusals(read.error, body), typed) };
  const facts = await applicationFacts(db, read.data, contractorId, dayInJapan(clock.now()));
  const refusals = applicationRefusals(read.data, facts);
  return refusals.length === 0 ? { application: read.data } : { refusals: onForm(refusals, typed) };
}

/** Refusals with the form's own names of fields. */
export function onForm(refusals: readonly FieldRefusal[], typed: TypedApplication): FormRefusal[] {
  return refusals.map(({ field, sentence }) => {
    const formField = formFieldOf(field === undefined ? {} : { field }, typed);
    return { field: formField, sentence, ...(formField === null ? { block: null, label: null } : labelOf(formField)) };
  });
}
