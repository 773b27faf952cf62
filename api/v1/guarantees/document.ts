/** GET /guarantees/:id/documents/:kind: a printed file, or the page that a contractor checks the certificate on. */
import { z } from 'zod';
import { Refusal } from '../../../domain/refusals.ts';
import { checkCopyAnswer, fileAnswer } from '../../documents.ts';
import { type AskedKind, documentKindNames } from '../document-links.ts';
import { endpoint } from '../endpoint.ts';

export const document = endpoint({
  scopes: ['contractor', 'reviewer', 'operator', 'auditor'],
  operationId: 'readDocument',
  summary: '書類を受け取る',
  explanation:
    'certificate は担当者、key-notice は到着後の受注者、fee-statement は両者がPDFで、certificate-check-copy は確認用の画面として受け取れます。',
  description:
    'certificate (staff), key-notice (its own contractor, after the arrival), fee-statement (both) as PDF; ' +
    'certificate-check-copy as an HTML page: what the certificate says, marked 確認用. It is no submission.',
  missing: 'guarantee-must-exist',
  query: z.strictObject({
    revision: z
      .string()
      .regex(/^[1-9]\d{0,5}$/)
      .transform(Number)
      .optional()
      .meta({ description: 'Number of the revision; the newest that has the document where it is not said.' }),
  }),
  answers: { 200: { description: 'The document.', mediaTypes: ['application/pdf', 'text/html'] } },
  refusals: ['guarantee-must-exist', 'document-must-be-meant-for-its-reader', 'document-must-exist'],
  async handle(services, { principal, by, id, params, query }) {
    const question = { guaranteeId: id, revision: query.revision ?? null };
    const { kind } = params;
    if (!isKind(kind)) throw new Refusal('address-must-exist');
    return kind === 'certificate-check-copy'
      ? checkCopyAnswer(services, principal.reader, question, by)
      : fileAnswer(services, principal.reader, question, kind, by);
  },
});

function isKind(kind: string | undefined): kind is AskedKind {
  return kind !== undefined && Object.hasOwn(documentKindNames, kind);
}
