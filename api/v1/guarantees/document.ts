/** GET /guarantees/:id/documents/:kind: a printed file, or the page that a contractor checks the certificate on. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DocumentKind } from '../../../domain/documents.ts';
import { Refusal } from '../../../domain/refusals.ts';
import { keyNoticeContext } from '../../../domain/sealing.ts';
import { certificateFor, type DocumentQuestion, fileFor } from '../../../prisma/document-views.ts';
import type { Principal } from '../../../prisma/people.ts';
import { renderDocument } from '../../../templates/render.ts';
import type { Answer } from '../../answer.ts';
import { attachmentDisposition } from '../../content-disposition.ts';
import type { ApiServices } from '../../services.ts';
import { type AskedKind, documentKindNames } from '../document-links.ts';
import { endpoint } from '../endpoint.ts';

export const document = endpoint({
  scopes: ['contractor', 'reviewer', 'operator'],
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
  async handle(services, { principal, id, params, query }) {
    const question = { guaranteeId: id, revision: query.revision ?? null };
    const { kind } = params;
    if (!isKind(kind)) throw new Refusal('address-must-exist');
    return kind === 'certificate-check-copy'
      ? checkCopy(services, principal, question)
      : file(services, principal, question, kind);
  },
});

function isKind(kind: string | undefined): kind is AskedKind {
  return kind !== undefined && Object.hasOwn(documentKindNames, kind);
}

/** The stored file; the key notice opened with the key ring. */
async function file(
  { db, store, keyRing }: ApiServices,
  { reader }: Principal,
  question: DocumentQuestion,
  kind: DocumentKind,
): Promise<Answer> {
  const { storedSha256, sealed, sha256, guaranteeNumber, guaranteeId, revision } = await fileFor(
    db,
    reader,
    question,
    kind,
  );
  const stored = await store.get(storedSha256);
  const body = sealed ? keyRing.open(stored, keyNoticeContext(guaranteeId, revision)) : stored;
  const name = `${documentKindNames[kind]}_${guaranteeNumber ?? guaranteeId}_No${revision}.pdf`;
  const disposition = attachmentDisposition(`${kind}.pdf`, name);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition, ETag: `"${sha256}"` },
    body,
  };
}

/** A page by itself: no script, nothing from outside, its own style alone. */
async function checkCopy({ db }: ApiServices, { reader }: Principal, question: DocumentQuestion): Promise<Answer> {
  const html = renderDocument('check-copy', await certificateFor(db, reader, question));
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
      ETag: `"${createHash('sha256').update(html).digest('hex')}"`,
    },
    body: html,
  };
}
