/** The documents of a guarantee that a reader may have, each with its address. */
import { contractorMayRead, type DocumentKind } from '../../domain/documents.ts';
import type { Reader } from '../../domain/scopes.ts';
import type { GuaranteeView } from '../../prisma/guarantee-views.ts';
import { fileNames } from '../documents.ts';
import { addresses } from './addresses.ts';

/** What can be asked for: the printed files, and the page that a contractor checks the certificate on. */
export const documentKindNames = {
  ...fileNames,
  'certificate-check-copy': '保証証書（確認用）',
} as const;
export type AskedKind = keyof typeof documentKindNames;

/** Links to every document that the reader may open now, newest revision first. Source: R-K11, R-I2. */
export function documentLinks(view: GuaranteeView, reader: Reader) {
  const files = view.documents
    .filter((document) => mayRead(view, reader, document))
    .map(({ kind, revision, sha256, sizeBytes }) => ({
      kind: kind as AskedKind,
      revision,
      mediaType: 'application/pdf',
      sha256,
      sizeBytes,
    }));
  const copies = view.certifiedRevisions.map((revision) => ({
    kind: 'certificate-check-copy' as const,
    revision,
    mediaType: 'text/html',
    sha256: null,
    sizeBytes: null,
  }));
  return [...files, ...copies].map((document) => ({
    ...document,
    name: documentKindNames[document.kind],
    href: addresses.document(view.id, document.kind, document.revision),
  }));
}

function mayRead(view: GuaranteeView, { staff }: Reader, document: { kind: string; revision: number }): boolean {
  const kind = document.kind as DocumentKind;
  const arrived = view.revisions.some(({ number, arrivedAt }) => number === document.revision && arrivedAt !== null);
  if (kind === 'key-notice') return view.own && arrived;
  return staff || contractorMayRead(kind, arrived);
}
