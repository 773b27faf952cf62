/** Documents as answers: a printed file, or the page that a contractor checks the certificate on. */
import { createHash } from 'node:crypto';
import type { ActedBy } from '../domain/audit.ts';
import type { DocumentKind } from '../domain/documents.ts';
import type { Reader } from '../domain/scopes.ts';
import { keyNoticeContext } from '../domain/sealing.ts';
import { certificateFor, type DocumentQuestion, fileFor } from '../prisma/document-views.ts';
import { type ReadingKind, recordReading } from '../prisma/readings.ts';
import { renderDocument } from '../templates/render.ts';
import { attachmentDisposition } from '../web/content-disposition.ts';
import type { Answer } from './answer.ts';
import type { ApiServices } from './services.ts';

export type DocumentServices = Pick<ApiServices, 'db' | 'store' | 'keyRing' | 'clock'>;

export const fileNames: Record<DocumentKind, string> = {
  certificate: '保証証書',
  'key-notice': '認証キーのお知らせ',
  'fee-statement': '保証料計算書',
};

/** What the audit log calls the reading of each; a fee statement tells nothing that needs it. */
const readingKinds: Record<DocumentKind, ReadingKind | null> = {
  certificate: 'certificate-read',
  'key-notice': 'key-notice-read',
  'fee-statement': null,
};

/**
 * The stored file; the key notice opened with the key ring. Who read a notice or a certificate stands in the audit log
 * before it is answered. Refuses: as `fileFor`.
 */
export async function fileAnswer(
  { db, store, keyRing, clock }: DocumentServices,
  reader: Reader,
  question: DocumentQuestion,
  kind: DocumentKind,
  by: ActedBy,
): Promise<Answer> {
  const { storedSha256, sealed, sha256, guaranteeNumber, guaranteeId, revision } = await fileFor(
    db,
    reader,
    question,
    kind,
  );
  const stored = await store.get(storedSha256);
  const body = sealed ? keyRing.open(stored, keyNoticeContext(guaranteeId, revision)) : stored;
  const read = readingKinds[kind];
  if (read !== null) await recordReading(db, { kind: read, guaranteeId, revision, by }, clock.now());
  const name = `${fileNames[kind]}_${guaranteeNumber ?? guaranteeId}_No${revision}.pdf`;
  const disposition = attachmentDisposition(`${kind}.pdf`, name);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition, ETag: `"${sha256}"` },
    body,
  };
}

/**
 * A page by itself: no script, nothing from outside, and of styles its own alone. Who read it stands in the audit log
 * before it is answered. Refuses: as `certificateFor`.
 */
export async function checkCopyAnswer(
  { db, clock }: Pick<DocumentServices, 'db' | 'clock'>,
  reader: Reader,
  question: DocumentQuestion,
  by: ActedBy,
): Promise<Answer> {
  const certificate = await certificateFor(db, reader, question);
  const html = renderDocument('check-copy', certificate);
  const { guaranteeId } = question;
  await recordReading(db, { kind: 'check-copy-read', guaranteeId, revision: certificate.revision, by }, clock.now());
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, style = '']) => `'sha256-${digest(style, 'base64')}'`,
  );
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src ${styles.join(' ')}; frame-ancestors 'none'; sandbox`,
      ETag: `"${digest(html, 'hex')}"`,
    },
    body: html,
  };
}

function digest(text: string, encoding: 'hex' | 'base64'): string {
  return createHash('sha256').update(text).digest(encoding);
}
