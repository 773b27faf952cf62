/** Documents as readers get them: which file answers a question for one, and the certificate data behind a check copy. */
import type { CertificateData } from '../domain/certificate.ts';
import { contractorMayRead, type DocumentKind } from '../domain/documents.ts';
import { Refusal } from '../domain/refusals.ts';
import type { Reader } from '../domain/scopes.ts';
import type { Database } from './database.ts';
import { isOwn, visibleTo } from './visibility.ts';

/** Which revision is asked for; null: the newest that has the document. */
export interface DocumentQuestion {
  readonly guaranteeId: string;
  readonly revision: number | null;
}

/**
 * The file of this kind. What shows the key is for the guarantee's own contractor and nobody else, after the arrival.
 *
 * Refuses: `guarantee-must-exist`, `document-must-be-meant-for-its-reader`, `document-must-exist`. Source: R-K11, R-I2.
 */
export async function fileFor(
  db: Database,
  reader: Reader,
  { guaranteeId, revision }: DocumentQuestion,
  kind: DocumentKind,
) {
  const guarantee = await visibleGuarantee(db, reader, guaranteeId);
  const asContractor = isOwn(reader, guarantee);
  if (kind === 'key-notice' ? !asContractor : !reader.staff && !contractorMayRead(kind, true)) {
    throw new Refusal('document-must-be-meant-for-its-reader');
  }
  const document = await db.document.findFirst({
    where: { guaranteeId, kind, ...(revision === null ? {} : { revision }) },
    include: { of: { select: { arrivedAt: true } } },
    orderBy: { revision: 'desc' },
  });
  const arrived = document !== null && document.of.arrivedAt !== null;
  if (
    document === null ||
    (!reader.staff && !contractorMayRead(kind, arrived)) ||
    (kind === 'key-notice' && !arrived)
  ) {
    throw new Refusal('document-must-exist');
  }
  return { ...document, guaranteeNumber: guarantee.guaranteeNumber };
}

/** The certificate data that a check copy shows. Refuses: `guarantee-must-exist`, `document-must-exist`. */
export async function certificateFor(
  db: Database,
  reader: Reader,
  { guaranteeId, revision }: DocumentQuestion,
): Promise<CertificateData> {
  await visibleGuarantee(db, reader, guaranteeId);
  const certificate = await db.certificate.findFirst({
    where: { guaranteeId, ...(revision === null ? {} : { revision }) },
    orderBy: { revision: 'desc' },
  });
  if (certificate === null) throw new Refusal('document-must-exist');
  return JSON.parse(certificate.canonicalJson) as CertificateData;
}

async function visibleGuarantee(db: Database, reader: Reader, id: string) {
  const guarantee = await db.guarantee.findFirst({
    where: { id, ...visibleTo(reader) },
    select: { contractorId: true, guaranteeNumber: true },
  });
  if (guarantee === null) throw new Refusal('guarantee-must-exist');
  return guarantee;
}
