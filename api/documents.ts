/** Documents as answers: a printed file, or the page that a contractor checks the certificate on. */
import { createHash } from 'node:crypto';
import type { DocumentKind } from '../domain/documents.ts';
import type { Reader } from '../domain/scopes.ts';
import { keyNoticeContext } from '../domain/sealing.ts';
import { certificateFor, type DocumentQuestion, fileFor } from '../prisma/document-views.ts';
import { renderDocument } from '../templates/render.ts';
import { attachmentDisposition } from '../web/content-disposition.ts';
import type { Answer } from './answer.ts';
import type { ApiServices } from './services.ts';

export type DocumentServices = Pick<ApiServices, 'db' | 'store' | 'keyRing'>;

export const fileNames: Record<DocumentKind, string> = {
  certificate: '保証証書',
  'key-notice': '認証キーのお知らせ',
  'fee-statement': '保証料計算書',
};

/** The stored file; the key notice opened with the key ring. Refuses: as `fileFor`. */
export async function fileAnswer(
  { db, store, keyRing }: DocumentServices,
  reader: Reader,
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
  const name = `${fileNames[kind]}_${guaranteeNumber ?? guaranteeId}_No${revision}.pdf`;
  const disposition = attachmentDisposition(`${kind}.pdf`, name);
  return {
    status: 200,
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': disposition, ETag: `"${sha256}"` },
    body,
  };
}

/** A page by itself: no script, nothing from outside, and of styles its own alone. Refuses: as `certificateFor`. */
export async function checkCopyAnswer(
  { db }: Pick<DocumentServices, 'db'>,
  reader: Reader,
  question: DocumentQuestion,
): Promise<Answer> {
  const html = renderDocument('check-copy', await certificateFor(db, reader, question));
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
