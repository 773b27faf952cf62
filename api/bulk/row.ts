/** One row of a file as an application: how it is sent, under the company's own number, and what its columns are called. */
import { type Application, applicationSchema } from '../../domain/application.ts';
import { applicationBody, formFieldOf, type TypedApplication } from '../../domain/application-form.ts';
import { bulkColumns } from '../../domain/bulk-columns.ts';
import type { FieldRefusal } from '../../domain/refusals.ts';
import { shapeRefusals } from '../../domain/shape-refusals.ts';
import type { KeptAnswer } from '../../prisma/answers.ts';
import type { BulkTold } from '../../prisma/bulk-uploads.ts';
import type { Applying } from '../apply.ts';

/** The application that the row means, or what is wrong with its shape. */
export function applicationOf(typed: TypedApplication): { application: Application } | { refusals: FieldRefusal[] } {
  const body = applicationBody(typed);
  const read = applicationSchema.safeParse(body);
  return read.success ? { application: read.data } : { refusals: shapeRefusals(read.error, body) };
}

/** The row as it is sent: its own number makes it one application for life, whoever sends it and however often. */
export function applyingOf(
  { controlNumber, typed }: { controlNumber: string; typed: TypedApplication },
  application: Application,
  { userId, contractorId }: { userId: string; contractorId: string },
): Omit<Applying, 'by'> {
  const client = `net-desk/${contractorId}`;
  const idempotencyKey = `bulk/${controlNumber}`;
  return { userId, client, contractorId, idempotencyKey, application, sent: applicationBody(typed) };
}

/** What the row's columns are called in a refusal or a warning. */
export function toldOfRow(
  told: readonly Pick<FieldRefusal, 'field' | 'sentence'>[],
  typed: TypedApplication,
): BulkTold[] {
  return told.map(({ field, sentence }) => {
    const formField = formFieldOf(field === undefined ? {} : { field }, typed);
    const column = bulkColumns.find((each) => each.field === formField?.replace(/\.(?:chosen|product)$/, '.amountYen'));
    return { heading: column?.heading ?? null, sentence };
  });
}

/** The number that the company was told. */
export function receiptIn({ body }: KeptAnswer): string {
  return (JSON.parse(body) as { receiptNumber: string }).receiptNumber;
}
